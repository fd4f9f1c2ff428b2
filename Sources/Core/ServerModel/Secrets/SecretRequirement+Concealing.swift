extension SecretRequirement.Kind {
    /// Whether a value of this kind must never be shown.
    ///
    /// A choice stands in the definition, and a file's path is no secret, its content is. What is very short cannot be told from other
    /// text: masking it would make every log unreadable and hide nothing.
    public func conceals(_ value: String) -> Bool {
        switch self {
        case .password, .url, .email, .text: value.count >= 3
        case .number: value.count >= 4
        case .choice, .file: false
        }
    }
}
