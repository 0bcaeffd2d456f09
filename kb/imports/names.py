"""Names of files as they can be kept: without what no database or screen takes."""


def kept_name(name: str, most: int) -> str:
    """Return the end of a name: without controls, and with a sign for what is no character."""
    known = name.encode("utf-8", "replace").decode()
    return "".join(character for character in known if character.isprintable())[-most:]
