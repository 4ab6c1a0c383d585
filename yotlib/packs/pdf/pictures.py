"""Try whether a picture can be drawn on a sheet, before anything is built that would show it."""

import json


def why_not_drawn(picture: bytes, kind: str) -> str:
    """Return why a sheet could not show a picture of the kind "svg" or "png"; blank where it can."""
    import typst

    drawn = b'#image(bytes(json(bytes(sys.inputs.picture))), format: sys.inputs.kind, alt: "A picture")'
    given = {"picture": json.dumps(list(picture)), "kind": kind}
    try:
        typst.compile(drawn, format="pdf", font_paths=typst.Fonts(include_system_fonts=False), sys_inputs=given)
    except typst.TypstError as error:
        return str(error).splitlines()[0].rstrip(".")
    return ""
