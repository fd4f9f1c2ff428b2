import DocumentEditing

/// How the tokens of one issuer look; they are found wherever they stand.
struct TokenShape: Sendable {
    /// With its article: `a GitHub token`.
    let title: String
    private let pieces: [Piece]

    private enum Piece: Sendable {
        case text([UInt8])
        /// That many of these, as many as there are.
        case some(Letters, ClosedRange<Int>)
    }

    enum Letters: Sendable {
        case digits, hexadecimal, capitals, alphanumeric, wordDash, base64

        func holds(_ byte: UInt8) -> Bool {
            switch self {
            case .digits: byte.isDigit
            case .hexadecimal: byte.isDigit || (97...102).contains(byte)
            case .capitals: byte.isDigit || (65...90).contains(byte)
            case .alphanumeric: byte.isAlphanumeric
            case .wordDash: byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            case .base64: byte.isAlphanumeric || "+/=".utf8.contains(byte)
            }
        }
    }

    private init(_ title: String, _ pieces: Piece...) {
        self.title = title
        self.pieces = pieces
    }

    private init(_ title: String, _ prefix: String, _ letters: Letters, _ count: ClosedRange<Int>) {
        self.init(title, .text(Array(prefix.utf8)), .some(letters, count))
    }

    /// Where such a token stands in `text`, and not in the middle of a word.
    func range(in text: [UInt8]) -> Range<Int>? {
        var start = 0
        while start < text.count {
            let isWordStart = start == 0 || !Letters.wordDash.holds(text[start - 1])
            if isWordStart, let end = end(in: text, from: start), end == text.count || !Letters.wordDash.holds(text[end]) {
                return start..<end
            }
            start += 1
        }
        return nil
    }

    private func end(in text: [UInt8], from start: Int) -> Int? {
        var position = start
        for piece in pieces {
            switch piece {
            case .text(let bytes):
                guard text[position...].starts(with: bytes) else { return nil }
                position += bytes.count
            case .some(let letters, let count):
                let run = text[position...].prefix(count.upperBound).prefix { letters.holds($0) }.count
                guard run >= count.lowerBound else { return nil }
                position += run
            }
        }
        return position
    }

    /// The more telling ones first.
    static let all: [TokenShape] = [
        TokenShape("a GitHub token", "github_pat_", .wordDash, 22...255),
        TokenShape("a GitHub token", "ghp_", .alphanumeric, 30...255),
        TokenShape("a GitHub token", "gho_", .alphanumeric, 30...255),
        TokenShape("a GitHub token", "ghu_", .alphanumeric, 30...255),
        TokenShape("a GitHub token", "ghs_", .alphanumeric, 30...255),
        TokenShape("a GitHub token", "ghr_", .alphanumeric, 30...255),
        TokenShape("a GitLab token", "glpat-", .wordDash, 18...255),
        TokenShape("an Anthropic key", "sk-ant-", .wordDash, 20...255),
        TokenShape("an OpenRouter key", "sk-or-", .wordDash, 20...255),
        TokenShape("an OpenAI key", "sk-proj-", .wordDash, 20...255),
        TokenShape("an OpenAI key", "sk-", .wordDash, 20...255),
        TokenShape("a Slack token", "xoxb-", .wordDash, 10...255),
        TokenShape("a Slack token", "xoxp-", .wordDash, 10...255),
        TokenShape("a Slack token", "xoxa-", .wordDash, 10...255),
        TokenShape("a Slack token", "xoxr-", .wordDash, 10...255),
        TokenShape("a Slack token", "xoxs-", .wordDash, 10...255),
        TokenShape("a Slack token", "xapp-", .wordDash, 10...255),
        TokenShape("an AWS access key", "AKIA", .capitals, 16...16),
        TokenShape("an AWS access key", "ASIA", .capitals, 16...16),
        TokenShape("a Google API key", "AIza", .wordDash, 35...35),
        TokenShape("a Google OAuth secret", "GOCSPX-", .wordDash, 20...60),
        TokenShape("a Google OAuth token", "ya29.", .wordDash, 30...255),
        TokenShape("a Stripe key", "sk_live_", .alphanumeric, 16...255),
        TokenShape("a Stripe key", "sk_test_", .alphanumeric, 16...255),
        TokenShape("a Stripe key", "rk_live_", .alphanumeric, 16...255),
        TokenShape("an npm token", "npm_", .alphanumeric, 30...60),
        TokenShape("a PyPI token", "pypi-", .wordDash, 30...255),
        TokenShape("a Hugging Face token", "hf_", .alphanumeric, 30...60),
        TokenShape("a SendGrid key", .text(Array("SG.".utf8)), .some(.wordDash, 16...32), .text([46]), .some(.wordDash, 32...64)),
        TokenShape("a Twilio key", "SK", .hexadecimal, 32...32),
        TokenShape("a Telegram bot's token", .some(.digits, 8...10), .text([58]), .some(.wordDash, 35...35)),
        TokenShape(
            "a Discord bot's token", .some(.alphanumeric, 24...28), .text([46]), .some(.wordDash, 6...6), .text([46]),
            .some(.wordDash, 27...45)),
        TokenShape("a Notion token", "secret_", .alphanumeric, 40...60),
        TokenShape("a Notion token", "ntn_", .alphanumeric, 40...60),
        TokenShape("a Linear key", "lin_api_", .alphanumeric, 30...60),
        TokenShape("a Figma token", "figd_", .wordDash, 30...60),
        TokenShape("a DigitalOcean token", "dop_v1_", .hexadecimal, 64...64),
        TokenShape("a Postman key", "PMAK-", .wordDash, 40...70),
        TokenShape("a Brave key", "BSA", .wordDash, 24...32),
        TokenShape("a Tavily key", "tvly-", .wordDash, 16...80),
        TokenShape("a Perplexity key", "pplx-", .alphanumeric, 32...80),
        TokenShape("a Groq key", "gsk_", .alphanumeric, 40...60),
        TokenShape("an xAI key", "xai-", .alphanumeric, 60...100),
        TokenShape("a Firecrawl key", "fc-", .hexadecimal, 32...32),
        TokenShape(
            "an Airtable token", .text(Array("pat".utf8)), .some(.alphanumeric, 14...14), .text([46]),
            .some(.hexadecimal, 64...64)),
        TokenShape("an Atlassian token", "ATATT3", .base64Dash, 60...255),
        TokenShape("a Supabase token", "sbp_", .hexadecimal, 40...40),
        TokenShape("a Sentry token", "sntrys_", .wordDash, 40...255),
        TokenShape("a Shopify token", "shpat_", .hexadecimal, 32...32),
        TokenShape("a HubSpot token", "pat-na1-", .wordDash, 36...36),
        TokenShape(
            "a JSON web token", .text(Array("eyJ".utf8)), .some(.wordDash, 10...4000), .text(Array(".eyJ".utf8)),
            .some(.wordDash, 10...16000), .text([46]), .some(.wordDash, 10...2000)),
        TokenShape("a Slack webhook", "https://hooks.slack.com/services/", .path, 20...100),
        TokenShape("a Discord webhook", "https://discord.com/api/webhooks/", .path, 40...120),
    ]
}

extension TokenShape.Letters {
    static let base64Dash = TokenShape.Letters.wordDash
    static let path = TokenShape.Letters.base64
}
