"""Names of files as they can be kept: without what no database or screen takes."""


def kept_name(name: str, most: int) -> str:
    """Return the end of a name: without controls, and with a sign for what is no character."""
    known = name.encode("utf-8", "replace").decode()
    return "".join(character for character in known if character.isprintable())[-most:]


def first_line(text: str) -> str:
    """Return the first line of a text that says something, without the marks of a heading."""
    lines = (line.strip().lstrip("#").strip() for line in text.splitlines())
    return next((line for line in lines if line), "")
