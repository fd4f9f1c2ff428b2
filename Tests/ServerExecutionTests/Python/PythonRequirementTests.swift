import Testing

@testable import ServerExecution

struct `A required version of Python` {
    @Test(
        arguments: [
            ("3.11", "3.11.0 3.11.9", "3.10.9 3.12.0"), ("3.11+", "3.11.0 3.13.1 4.0.0", "3.10.14"),
            (">=3.10,<3.13", "3.10.0 3.12.9", "3.9.1 3.13.0"), (">= 3.10, < 3.13", "3.12.1", "3.13.0"),
            ("3.12.*", "3.12.4", "3.11.1 3.13.0"), ("3.12.x", "3.12.4", "3.1.2"), ("~=3.11", "3.11.0 3.14.0", "3.10.0 4.0.0"),
            ("~=3.11.4", "3.11.4 3.11.9", "3.11.3 3.12.0"), ("!=3.12", "3.11.1", "3.12.3"), ("==3.11.7", "3.11.7", "3.11.8"),
            (">3.11", "3.12.0", "3.11.5"), ("<=3.11", "3.11.5 3.9.0", "3.12.0"), ("3", "3.6.0 3.14.0", "2.7.18"),
        ])
    func `allows some and refuses others`(text: String, allowed: String, refused: String) throws {
        let requirement = try #require(PythonRequirement(text))
        let versions = { (text: String) in text.split(separator: " ").compactMap(PythonVersion.init) }
        #expect(versions(allowed).filter { !requirement.allows($0) } == [])
        #expect(versions(refused).filter(requirement.allows) == [])
    }

    @Test(arguments: ["", "three", ">=", "3.11+,", "^3.11", "3..11", "~=3", ">=3.11.*", "3.11;", "python3"])
    func `is not guessed at`(text: String) {
        #expect(PythonRequirement(text) == nil)
    }

    @Test func `says which programs are worth a try`() throws {
        let requirement = try #require(PythonRequirement(">=3.10,<3.13"))
        #expect((8...14).filter(requirement.mayAllow) == [10, 11, 12, 13])
        #expect((8...14).filter(try #require(PythonRequirement("3.11")).mayAllow) == [11])
    }

    @Test(arguments: [("3.11", "==3.11.*"), ("3.11+", ">=3.11"), (">=3.10,<3.13", ">=3.10,<3.13"), ("3.11.7", "==3.11.7")])
    func `is written for uv`(text: String, specifier: String) throws {
        #expect(try #require(PythonRequirement(text)).specifier == specifier)
    }

    @Test(arguments: [("3.14.0rc1", "3.14.0"), ("3.11.7", "3.11.7"), ("3", "3")])
    func `is compared with versions as Python says them`(text: String, version: String) throws {
        #expect(try #require(PythonVersion(text)).description == version)
    }
}
