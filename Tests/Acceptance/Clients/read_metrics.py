"""Reads metrics in Prometheus's text format with its own Python client, and takes nothing that is not right.

    read_metrics.py < EXPOSITION

Prints {FAMILY: {"type": …, "samples": [[NAME, {LABEL: VALUE}, NUMBER], …]}}, where a number that JSON does not have is the text
"NaN", "+Inf" or "-Inf". A family or a sample that is there twice, a name of an older rule, or no newline at the end is an error.
"""
import json
import math
import os
import sys

# Before the import: names as every version of Prometheus takes them.
os.environ["PROMETHEUS_LEGACY_NAME_VALIDATION"] = "true"

from prometheus_client.parser import text_string_to_metric_families  # noqa: E402


def number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return value


def family_name(family):
    # The client takes the "_total" off the names of counters; a gauge may have the shorter name.
    return family.name + "_total" if family.type == "counter" else family.name


# As bytes: Python would take a carriage return for the end of a line.
text = sys.stdin.buffer.read().decode("utf-8")
if not text.endswith("\n"):
    sys.exit("the last line has no end")

families, seen = {}, set()
for family in text_string_to_metric_families(text):
    name = family_name(family)
    if name in families:
        sys.exit(f"the family {name} is there twice")
    families[name] = {"type": family.type, "samples": []}
    for sample in family.samples:
        series = (sample.name, frozenset(sample.labels.items()))
        if series in seen:
            sys.exit(f"the sample {sample.name}{sample.labels} is there twice")
        seen.add(series)
        if sample.timestamp is not None:
            sys.exit(f"the sample {sample.name}{sample.labels} has a time")
        families[name]["samples"].append([sample.name, sample.labels, number(sample.value)])

print(json.dumps(families))
