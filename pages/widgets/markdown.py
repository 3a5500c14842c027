"""Text for places that read markdown."""

import string


def plain(text: str) -> str:
    """Text that shows as it is where markdown is read."""
    return "".join(f"\\{letter}" if letter in string.punctuation else letter for letter in text)
