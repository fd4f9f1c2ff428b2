# mcp-manager: `make` lists what there is to do.

PREFIX ?= /usr/local
DESTDIR ?=
# The home `make run` uses; yours, ~/.mcp_servers, is left alone.
MCP_MANAGER_HOME ?= $(CURDIR)/.home
SWIFT ?= swift
TESTFLAGS ?=
# Suites that want the machine for themselves: its time, or its few watches of files (128 for a user).
HEAVY := Through us|Eight clients|A rude peer|A thousand restarts|Ten servers|edited by hand|Development mode|floods its log
# Those that start processes by the dozen, or have deadlines that other tests must not use up.
PROCESSES := ^(ServerExecutionTests|ServerSupervisionTests|SecretStoresTests|CommandLineAppTests)\.
# Of those: one adopts and reaps every orphan, one must not be slower than the clocks it imagines.
ALONE := Nothing outlives|and an imagined one
# So many tests at a time: with all at once, the deadlines of some run out while others compute, and the watches do.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 12
# How long `make fuzz` tries.
FUZZ_SECONDS ?= 60
# Such as --quick, or --json FILE.
BENCHFLAGS ?=

PROGRAMS := mcp-manager mcp-manager-tui mcp-managerd mcp-connect
RELEASE := .build/release
SOURCES := Sources Tests Package.swift

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests build release run test fuzz bench lint format install uninstall screenshots clean

help: ## List these targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup release ## Build, and open the dashboard on a demo server
	@MCP_MANAGER_HOME='$(MCP_MANAGER_HOME)' .ci/demo $(RELEASE)

test: setup-tests ## Build, and run every test
	$(SWIFT) build --build-tests
	@# Apart, so that the clocks of real clients and servers do not run while others compute.
	$(SWIFT) test --skip-build --disable-xctest --skip '^Acceptance\.' --skip '$(PROCESSES)' $(TESTFLAGS)
	$(SWIFT) test --skip-build --disable-xctest --filter '$(PROCESSES)' --skip '$(ALONE)' $(TESTFLAGS)
	$(SWIFT) test --skip-build --disable-xctest --filter '$(ALONE)' $(TESTFLAGS)
	$(SWIFT) test --skip-build --disable-xctest --filter '^Acceptance\.' --skip '$(HEAVY)' $(TESTFLAGS)
	$(SWIFT) test --skip-build --disable-xctest --filter '^Acceptance\..*(Eight clients|A rude peer|A thousand restarts|Ten servers|edited by hand|Development mode|floods its log)' --no-parallel $(TESTFLAGS)
	$(SWIFT) test --skip-build --disable-xctest --filter '^Acceptance\..*Through us' $(TESTFLAGS)

fuzz: ## Try random messages on the scanner and the parser (FUZZ_SECONDS=60)
	Tests/Fuzzing/run $(FUZZ_SECONDS)

bench: release ## Measure latency, memory and the other budgets, beside peers
	@.ci/setup bench
	.ci/environments Tests/Benchmarks/Environments
	python3 -B Tests/Benchmarks/bench.py $(RELEASE) $(BENCHFLAGS)

setup: ## Install the missing system packages for building and running
	@.ci/setup run

setup-tests: ## The same for the tests, with their Python environments
	@.ci/setup test
	@.ci/environments

build: ## Build for debugging
	$(SWIFT) build

release: ## Build the programs for use, Swift runtime included
	@for program in $(PROGRAMS); do \
	    $(SWIFT) build -c release --static-swift-stdlib --product $$program || exit 1; \
	done

lint: ## Check formatting and style
	$(SWIFT) format lint --strict --parallel --configuration .swift-format -r $(SOURCES)

format: ## Mend formatting
	$(SWIFT) format -i --parallel --configuration .swift-format -r $(SOURCES)

install: release ## Install the four programs below PREFIX (/usr/local)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	@for program in $(PROGRAMS); do \
	    install -m 755 "$(RELEASE)/$$program" "$(DESTDIR)$(PREFIX)/bin/$$program" && \
	    strip "$(DESTDIR)$(PREFIX)/bin/$$program" && \
	    echo "installed $(DESTDIR)$(PREFIX)/bin/$$program" || exit 1; \
	done

uninstall: ## Remove them again; your servers and settings stay
	@for program in $(PROGRAMS); do rm -fv "$(DESTDIR)$(PREFIX)/bin/$$program"; done

screenshots: release ## Take the picture of the README from the real dashboard
	Screenshots/make $(RELEASE)

clean: ## Remove everything built
	rm -rf .build .venvs
