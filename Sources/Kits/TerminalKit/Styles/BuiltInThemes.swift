/// The files of the folder `Themes`, compiled in so that programs need no files beside them. Written by `Themes/embed`.
enum BuiltInThemes {
    /// Text by theme name.
    static let texts: [String: String] = [
        "ansi": #"""
        # The terminal's own colours on its own ground: right on every background, whatever its owner chose.

        [theme]
        description = "the terminal's own sixteen colours"

        [style]
        text = "default on default"
        text.dim = "bright-black"
        text.strong = "bold"
        title = "default"
        title.focus = "bold"
        header = "default"
        footer = "bright-black"
        key = "bold"
        border = "bright-black"
        border.focus = "blue"
        accent = "blue bold"
        tab = "bright-black"
        tab.active = "bold reverse"
        # Reversed text is readable in every palette; a coloured bar is not.
        select = "default on default reverse"
        select.inactive = "bold"
        match = "black on yellow"
        match.current = "black on yellow bold underline"
        ok = "green"
        warn = "yellow"
        error = "red"
        info = "cyan"
        off = "bright-black"
        pending = "cyan"
        secret = "magenta"
        input = "default"
        input.error = "red"
        popup = "on default"
        popup.border = "blue"
        button = "default"
        button.focus = "default on default bold reverse"
        button.danger = "red bold reverse"
        log.source = "cyan"
        json.key = "cyan"
        json.string = "green"
        json.number = "yellow"
        json.literal = "magenta"
        spark.mid = "cyan"
        series.1 = "blue"
        series.2 = "green"
        series.3 = "yellow"
        series.4 = "magenta"
        series.5 = "cyan"
        series.6 = "red"
        series.7 = "bright-blue"
        series.8 = "bright-green"

        """#,
        "catppuccin": #"""
        # Catppuccin's Mocha (catppuccin.com): pastel on a warm night.

        [theme]
        inherits = "dark"
        description = "Catppuccin Mocha: pastel on a warm night"

        [palette]
        ground = "#1e1e2e / 234 / black"
        raised = "#262637 / 235 / black"
        bar = "#363850 / 237 / bright-black"
        quiet = "#2a2b3d / 236 / black"
        strong = "#f2f4ff / 255 / bright-white"
        plain = "#cdd6f4 / 189 / white"
        faint = "#9399b2 / 247 / white"
        line = "#45475a / 238 / bright-black"
        accent = "#89b4fa / 111 / bright-blue"
        green = "#a9e6a8 / 151 / green"
        amber = "#fab387 / 216 / yellow"
        red = "#f585a2 / 211 / bright-red"
        violet = "#cba6f7 / 183 / bright-magenta"
        cyan = "#89dceb / 117 / bright-cyan"
        teal = "#94e2d5 / 116 / cyan"

        """#,
        "colorblind": #"""
        # Blue, yellow and orange in the place of green, amber and red: apart in hue and in light for every kind of eye.

        [theme]
        inherits = "dark"
        description = "blue, yellow and orange instead of green and red"

        [palette]
        blue = "#5fb0ff / 75 / bright-blue"
        yellow = "#fbe87b / 222 / bright-yellow"
        orange = "#f28a30 / 208 / bright-red"
        accent = "#c7b6f5 / 183 / bright-magenta"
        violet = "#d9b3e0 / 182 / bright-magenta"
        cyan = "#b5dbe0 / 152 / bright-cyan"
        teal = "#8fb8cc / 110 / cyan"

        [style]
        match = "ground on yellow"
        match.current = "ground on yellow bold underline"
        ok = "blue"
        warn = "yellow"
        error = "orange bold"
        input.error = "orange"
        button.danger = "ground on orange bold"
        log.info = "blue"
        log.warn = "yellow bold"
        log.error = "orange bold"
        log.fatal = "ground on orange bold"
        json.string = "blue"
        json.number = "yellow"
        series.1 = "blue"
        series.2 = "orange"
        series.3 = "yellow"
        series.4 = "violet"
        series.5 = "teal"
        series.6 = "plain"
        series.7 = "cyan"
        series.8 = "faint"

        """#,
        "dark": #"""
        # One near-black ground, one blue accent, three greys. Colour means state and nothing else.

        [theme]
        description = "calm, near-black, one accent"

        [palette]
        ground = "#15161b / 233 / black"
        raised = "#1c1e25 / 234 / black"
        bar = "#242b3d / 235 / bright-black"
        quiet = "#1e2129 / 234 / black"
        strong = "#f2f4f8 / 255 / bright-white"
        plain = "#d3d7e0 / 252 / white"
        faint = "#8e95a5 / 246 / white"
        line = "#3a3f4d / 238 / bright-black"
        accent = "#7aa2f7 / 111 / bright-blue"
        green = "#73cf9f / 114 / green"
        amber = "#dfac5c / 179 / yellow"
        red = "#f8768e / 210 / bright-red"
        violet = "#bb9af7 / 141 / bright-magenta"
        cyan = "#7dcfff / 117 / bright-cyan"
        teal = "#56b6c2 / 73 / cyan"

        [style]
        text = "plain on ground"
        text.dim = "faint"
        text.strong = "strong bold"
        title = "plain"
        title.focus = "strong bold"
        header = "plain"
        footer = "faint"
        key = "violet bold"
        key.label = "faint"
        border = "line"
        border.focus = "accent"
        accent = "accent bold"
        tab = "faint"
        tab.active = "ground on accent bold"
        scroll = "line"
        scroll.thumb = "faint"
        select = "on bar"
        select.inactive = "on quiet"
        select.edge = "accent"
        mark = "violet bold"
        cursor = "ground on accent"
        match = "ground on amber"
        match.current = "ground on amber bold underline"
        ok = "green"
        warn = "amber"
        error = "red"
        info = "cyan"
        off = "faint"
        pending = "cyan"
        unknown = "faint"
        secret = "violet"
        input = "plain on raised"
        input.focus = "strong on bar"
        input.error = "red"
        input.hint = "faint"
        popup = "on raised"
        popup.border = "accent"
        button = "plain on bar"
        button.focus = "ground on accent bold"
        button.danger = "ground on red bold"
        log.time = "faint"
        log.source = "teal"
        log.trace = "faint"
        log.debug = "faint"
        log.info = "green"
        log.warn = "amber bold"
        log.error = "red bold"
        log.fatal = "ground on red bold"
        log.hidden = "faint"
        json.key = "teal"
        json.string = "green"
        json.number = "amber"
        json.literal = "violet"
        spark.low = "teal"
        spark.mid = "teal"
        spark.high = "teal"
        spark.gap = "line"
        series.1 = "accent"
        series.2 = "green"
        series.3 = "amber"
        series.4 = "violet"
        series.5 = "teal"
        series.6 = "red"
        series.7 = "cyan"
        series.8 = "plain"

        [style.mono]
        tab.active = "reverse bold"

        """#,
        "dracula": #"""
        # Dracula (draculatheme.com), a shade darker below, so that every colour can be read on the selected row.

        [theme]
        inherits = "dark"
        description = "Dracula: vivid on dark violet"

        [palette]
        ground = "#22232e / 235 / black"
        raised = "#292a37 / 236 / black"
        bar = "#3a3c4e / 237 / bright-black"
        quiet = "#2f3140 / 236 / black"
        strong = "#ffffff / 231 / bright-white"
        plain = "#e9e9e4 / 254 / white"
        faint = "#8b97c4 / 110 / white"
        line = "#4d5066 / 239 / bright-black"
        accent = "#bf95fb / 147 / bright-magenta"
        green = "#58fd7f / 84 / green"
        amber = "#feb064 / 215 / yellow"
        red = "#ff8585 / 210 / bright-red"
        violet = "#ff7ec7 / 212 / bright-magenta"
        cyan = "#8be9fd / 117 / bright-cyan"
        teal = "#7cc8dc / 116 / cyan"

        """#,
        "gruvbox": #"""
        # Gruvbox, hard contrast (github.com/morhetz/gruvbox): earth and paper.

        [theme]
        inherits = "dark"
        description = "Gruvbox: earthy and warm"

        [palette]
        ground = "#1d2021 / 234 / black"
        raised = "#252827 / 235 / black"
        bar = "#3a3632 / 237 / bright-black"
        quiet = "#2d2c2a / 236 / black"
        strong = "#fbf1c7 / 230 / bright-white"
        plain = "#ebdbb2 / 187 / white"
        faint = "#a89984 / 247 / white"
        line = "#504945 / 239 / bright-black"
        accent = "#8ab0a4 / 109 / bright-blue"
        green = "#b0c375 / 150 / green"
        amber = "#fdbd27 / 214 / yellow"
        red = "#fd7a54 / 209 / bright-red"
        violet = "#d88ba0 / 211 / bright-magenta"
        cyan = "#7fb4b0 / 109 / bright-cyan"
        teal = "#8ec07c / 108 / cyan"

        """#,
        "high-contrast": #"""
        # White on black, seven to one and more everywhere; the selected row is turned over, whatever stands in it.

        [theme]
        inherits = "dark"
        description = "white on black, seven to one everywhere"

        [palette]
        ground = "#000000 / 16 / black"
        raised = "#0b0b0b / 232 / black"
        bar = "#1c1c1c / 234 / black"
        quiet = "#1c1c1c / 234 / black"
        strong = "#ffffff / 231 / bright-white"
        plain = "#ffffff / 231 / bright-white"
        faint = "#d0d0d0 / 252 / white"
        line = "#a8a8a8 / 248 / white"
        accent = "#5fd7ff / 81 / bright-cyan"
        green = "#5fffaf / 85 / bright-green"
        amber = "#ffd700 / 220 / bright-yellow"
        red = "#ff9090 / 210 / bright-red"
        violet = "#d7afff / 183 / bright-magenta"
        cyan = "#87ffff / 123 / bright-cyan"
        teal = "#87d7ff / 117 / bright-cyan"

        [style]
        title = "plain bold"
        border.focus = "accent bold"
        select = "ground on strong bold"
        select.inactive = "on quiet underline"
        cursor = "ground on amber bold"
        warn = "amber bold"
        error = "red bold underline"
        input = "plain on raised underline"
        input.focus = "ground on strong bold"
        button = "plain on bar underline"
        popup.border = "strong bold"

        """#,
        "light": #"""
        # The dark theme by daylight: paper, one blue accent, three greys.

        [theme]
        description = "calm, on paper white, one accent"

        [palette]
        ground = "#fbfbfa / 231 / bright-white"
        raised = "#f2f2f0 / 255 / bright-white"
        bar = "#dfe7f7 / 254 / white"
        quiet = "#ececea / 255 / bright-white"
        strong = "#14161a / 233 / black"
        plain = "#30343c / 236 / black"
        faint = "#5e636d / 240 / bright-black"
        line = "#c9ccd2 / 251 / white"
        accent = "#2456c4 / 25 / blue"
        green = "#0f5f30 / 23 / green"
        amber = "#925908 / 94 / yellow"
        red = "#ab183c / 125 / red"
        violet = "#6b3fc0 / 55 / magenta"
        cyan = "#0b6a94 / 24 / blue"
        teal = "#0d6b74 / 23 / cyan"

        [style]
        text = "plain on ground"
        text.dim = "faint"
        text.strong = "strong bold"
        title = "plain"
        title.focus = "strong bold"
        header = "plain"
        footer = "faint"
        key = "violet bold"
        key.label = "faint"
        border = "line"
        border.focus = "accent"
        accent = "accent bold"
        tab = "faint"
        tab.active = "ground on accent bold"
        scroll = "line"
        scroll.thumb = "faint"
        select = "on bar"
        select.inactive = "on quiet"
        select.edge = "accent"
        mark = "violet bold"
        cursor = "ground on accent"
        match = "ground on amber"
        match.current = "ground on amber bold underline"
        ok = "green"
        warn = "amber"
        error = "red"
        info = "cyan"
        off = "faint"
        pending = "cyan"
        unknown = "faint"
        secret = "violet"
        input = "plain on raised"
        input.focus = "strong on bar"
        input.error = "red"
        input.hint = "faint"
        popup = "on raised"
        popup.border = "accent"
        button = "plain on bar"
        button.focus = "ground on accent bold"
        button.danger = "ground on red bold"
        log.time = "faint"
        log.source = "teal"
        log.trace = "faint"
        log.debug = "faint"
        log.info = "green"
        log.warn = "amber bold"
        log.error = "red bold"
        log.fatal = "ground on red bold"
        log.hidden = "faint"
        json.key = "teal"
        json.string = "green"
        json.number = "amber"
        json.literal = "violet"
        spark.low = "teal"
        spark.mid = "teal"
        spark.high = "teal"
        spark.gap = "line"
        series.1 = "accent"
        series.2 = "green"
        series.3 = "amber"
        series.4 = "violet"
        series.5 = "teal"
        series.6 = "red"
        series.7 = "cyan"
        series.8 = "plain"

        [style.mono]
        tab.active = "reverse bold"

        """#,
        "mono": #"""
        # No colour at all: shape, words and emphasis carry every meaning. What NO_COLOR shows, too.

        [theme]
        description = "no colours"

        [style]
        text = "default on default"
        text.dim = "default"
        text.strong = "bold"
        title = "default"
        title.focus = "bold"
        border = "dim"
        border.focus = "bold"
        accent = "bold"
        key = "bold"
        tab = "default"
        tab.active = "bold reverse"
        scroll = "dim"
        scroll.thumb = "default"
        select = "reverse"
        select.inactive = "bold"
        match = "underline"
        match.current = "reverse underline"
        ok = "default"
        warn = "bold"
        error = "bold underline"
        info = "default"
        off = "dim"
        pending = "default"
        secret = "bold"
        input = "underline"
        input.error = "bold"
        popup = "on default"
        popup.border = "bold"
        button = "default"
        button.focus = "reverse"
        button.danger = "bold reverse"
        log.fatal = "bold reverse"
        spark.gap = "dim"

        """#,
        "nord": #"""
        # Nord (nordtheme.com): arctic and quiet; its red and violet are lighter here, for they are read and not only seen.

        [theme]
        inherits = "dark"
        description = "Nord: arctic and quiet"

        [palette]
        ground = "#2e3440 / 236 / black"
        raised = "#333947 / 237 / black"
        bar = "#3d4557 / 238 / bright-black"
        quiet = "#373e4c / 237 / black"
        strong = "#eceff4 / 255 / bright-white"
        plain = "#d8dee9 / 253 / white"
        faint = "#9aa5bb / 248 / white"
        line = "#4c566a / 240 / bright-black"
        accent = "#88c0d0 / 116 / bright-cyan"
        green = "#a3bd76 / 149 / green"
        amber = "#efd191 / 222 / yellow"
        red = "#f69ba9 / 217 / bright-red"
        violet = "#cfa8c8 / 182 / bright-magenta"
        cyan = "#8fbcbb / 152 / bright-cyan"
        teal = "#96b7d8 / 146 / cyan"

        """#,
        "solarized": #"""
        # Solarized (ethanschoonover.com/solarized) by night; its colours are lighter here, to be read as text.

        [theme]
        inherits = "dark"
        description = "Solarized Dark: deep teal, even light"

        [palette]
        ground = "#002b36 / 235 / black"
        raised = "#05323e / 236 / black"
        bar = "#0b414f / 237 / bright-black"
        quiet = "#083845 / 236 / black"
        strong = "#fdf6e3 / 230 / bright-white"
        plain = "#b3bfbe / 250 / white"
        faint = "#87989a / 247 / white"
        line = "#1f5261 / 239 / bright-black"
        accent = "#57aeef / 75 / bright-blue"
        green = "#aec83b / 149 / green"
        amber = "#cba12e / 178 / yellow"
        red = "#ff8182 / 210 / bright-red"
        violet = "#9ba1eb / 147 / bright-magenta"
        cyan = "#3bb9af / 80 / bright-cyan"
        teal = "#3bb9af / 80 / cyan"

        """#,
        "tokyo-night": #"""
        # Tokyo Night (github.com/enkia/tokyo-night-vscode-theme): a city's lights over deep blue.

        [theme]
        inherits = "dark"
        description = "Tokyo Night: city lights over deep blue"

        [palette]
        ground = "#1a1b26 / 234 / black"
        raised = "#1f2335 / 235 / black"
        bar = "#2e3450 / 237 / bright-black"
        quiet = "#24283b / 235 / black"
        strong = "#e6ebff / 255 / bright-white"
        plain = "#c0caf5 / 153 / white"
        faint = "#868fb9 / 246 / white"
        line = "#3b4261 / 238 / bright-black"
        accent = "#7aa2f7 / 111 / bright-blue"
        green = "#a6d96a / 149 / green"
        amber = "#e2a74c / 179 / yellow"
        red = "#f87991 / 211 / bright-red"
        violet = "#bb9af7 / 147 / bright-magenta"
        cyan = "#7dcfff / 117 / bright-cyan"
        teal = "#2ac3de / 45 / cyan"

        """#,
    ]
}
