# The weight files and the device that computes.
weights-missing = The file of the face model { $name } is missing. This command brings it back: { $command }
weights-wrong = The file of the face model { $name } is damaged or not the expected one. This command mends it: { $command }
accelerator-none = No NVIDIA graphics card can be used.
accelerator-not-built = The installed PyTorch was made without support for NVIDIA graphics cards.
accelerator-failed = The graphics card { $card } could not compute a small test: { $reason }
accelerator-wrong = The graphics card { $card } computed a small test wrongly.
