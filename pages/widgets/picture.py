"""Pictures as addresses that hold the picture itself.

Streamlit serves a file only for as long as the server's last drawing shows it: a browser that asks late, because the
page was drawn again meanwhile, would get a broken picture. An address that holds the picture can't come too late.
"""

import base64
from pathlib import Path


def address(jpeg: bytes) -> str:
    """Give a picture's address, for st.image, an img element or a style sheet."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"


def thumbnail(path: Path) -> str:
    """Give the address of a kept thumbnail, which is a JPEG."""
    return address(path.read_bytes())
