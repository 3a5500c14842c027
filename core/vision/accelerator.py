"""The device that torch computes on. A graphics card counts as there only when it has computed something right."""

from dataclasses import dataclass

from core.base.messages import Message

SIDE = 16  # of the matrix that a device must square


@dataclass(frozen=True)
class Accelerator:
    """What torch may compute on.

    Attributes:
        device: The device's name in torch: cuda, mps or cpu.
        card: The graphics card's own name; empty for cpu.
        notes: Why each better device is not used.
    """

    device: str
    card: str
    notes: tuple[Message, ...]


def find() -> Accelerator:
    """Find the best device that works: cuda, then mps, then cpu."""
    import torch  # noqa: PLC0415  (takes 2 s, which whoever needs no model must not pay)

    notes: list[Message] = []
    if torch.cuda.is_available():
        card = torch.cuda.get_device_name()
        note = try_out("cuda", card)
        if note is None:
            return Accelerator("cuda", card, ())
        notes.append(note)
    else:
        notes.append(Message("accelerator-none" if torch.version.cuda else "accelerator-not-built"))
    if torch.backends.mps.is_available():
        note = try_out("mps", "Apple GPU")
        if note is None:
            return Accelerator("mps", "Apple GPU", tuple(notes))
        notes.append(note)
    return Accelerator("cpu", "", tuple(notes))


def try_out(device: str, card: str) -> Message | None:
    """Let a device compute something small, and say what went wrong, or None if the answer is right.

    Args:
        device: Name of the device in torch.
        card: Name to show.
    """
    import torch  # noqa: PLC0415

    numbers = torch.arange(SIDE * SIDE, dtype=torch.float32).reshape(SIDE, SIDE) / SIDE
    try:
        answer = (numbers.to(device) @ numbers.to(device)).cpu()
    except RuntimeError as error:  # torch's name for a missing driver, a card too old for this build, a full card
        return Message("accelerator-failed", {"card": card, "reason": str(error).splitlines()[0]})
    if not torch.allclose(answer, numbers @ numbers, rtol=1e-2):  # TF32 keeps three digits
        return Message("accelerator-wrong", {"card": card})
    return None
