//! Makes one stylesheet of `style/`: the `.css` files in the order of their names. What they name by `url("NAME")` is
//! served under a name with a hash of its content, which takes that place. `url("lucide:NAME")` becomes that icon itself.

use std::fs;
use std::path::Path;

use crate::fingerprint;
use crate::shell::Result;

/// A file to be served: name and content.
pub type Asset = (String, Vec<u8>);

/// Gives the assets under the names that they are served under. `icons` is the folder of Lucide's drawings.
pub fn assemble(style: &Path, icons: &Path, assets: Vec<Asset>, sheet: &Path) -> Result<Vec<Asset>> {
    let mut css = String::new();
    for file in
        fingerprint::files(style)?.iter().filter(|file| file.extension().is_some_and(|end| end == "css"))
    {
        css.push_str(&fs::read_to_string(file)?);
        css.push('\n');
    }
    let mut served = Vec::new();
    for (path, content) in assets {
        let name = hashed(&path, &content);
        css = css.replace(&format!("url(\"{path}\")"), &format!("url(\"/{name}\")"));
        served.push((name, content));
    }
    if let Some(folder) = sheet.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(sheet, with_icons(&shortened(&css), icons)?)?;
    Ok(served)
}

/// Puts the drawing of each named icon in its place: what no style names does not travel.
fn with_icons(css: &str, icons: &Path) -> Result<String> {
    let mut parts = css.split("url(\"lucide:");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("\")").ok_or("an icon's url is not closed")?;
        let file = icons.join(format!("{name}.svg"));
        let svg = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        out.push_str(&format!("url('data:image/svg+xml,{}')", drawing(&svg)));
        out.push_str(rest);
    }
    Ok(out)
}

/// A Lucide file as a data URL: its shapes in one fixed frame, so that all icons compress as one.
fn drawing(svg: &str) -> String {
    let shapes = svg.split_once("\n>").map_or(svg, |(_, shapes)| shapes).replace("</svg>", "");
    let shapes: String = shapes.lines().map(str::trim).collect();
    let frame = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"#000\" \
                 stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";
    let shapes = shapes.replace(" />", "/>");
    format!("{frame}{shapes}</svg>").replace('#', "%23").replace('<', "%3C").replace('>', "%3E")
}

/// A style or a script without comments between `/*` and `*/`, indentation and empty lines: the rest of what a
/// minifier does, brotli does as well. Line ends stay, and with them what they mean to a script.
pub fn shortened(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n")
}

/// `fonts/inter.woff2` becomes `inter-0123456789abcdef.woff2`.
pub fn hashed(path: &str, content: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{ending}", fingerprint::of_bytes(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(shortened("/* a */\nb {\n  c: d; /* e\nf */\n}\n\n/* open"), "b {\nc: d;\n}\n");
    }

    #[test]
    fn an_icon_is_its_own_drawing() {
        let svg = "<!-- licence -->\n<svg\n  class=\"x\"\n>\n  <path d=\"M1 1\" />\n</svg>\n";
        let drawing = drawing(svg);
        assert!(drawing.ends_with("%3E%3Cpath d=\"M1 1\"/%3E%3C/svg%3E"), "{drawing}");
        assert!(with_icons("a{b:url(\"lucide:nothing\")}", Path::new("/nowhere")).is_err());
    }

    #[test]
    fn one_sheet_in_the_order_of_names_with_hashed_files() {
        let folder = std::env::temp_dir().join(format!("kronika-style-{}", std::process::id()));
        fs::create_dir_all(folder.join("style")).unwrap();
        fs::write(folder.join("style/20-page.css"), "b{}").unwrap();
        fs::write(folder.join("style/10-font.css"), "a{src:url(\"x.woff2\")}").unwrap();
        let assets = vec![("x.woff2".to_owned(), b"font".to_vec())];
        let assets = assemble(&folder.join("style"), &folder, assets, &folder.join("out/main.css")).unwrap();
        let css = fs::read_to_string(folder.join("out/main.css")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let name = hashed("x.woff2", b"font");
        assert_eq!(css, format!("a{{src:url(\"/{name}\")}}\nb{{}}\n"));
        assert_eq!(assets, [(name, b"font".to_vec())]);
    }
}
