# Why a file can't be used as a photo.
photo-empty = The file is empty.
photo-unknown = This is not a photo that can be opened. Use JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF.
photo-cut-off = The photo is cut off: a part of the file is missing. Copy it again from the camera or phone.
photo-too-large = The photo has { $megapixels } megapixels; up to { $most } can be opened.
photo-broken = The photo is damaged and can't be opened.
photo-crashes = The program that opens photos broke down on this one, twice. The next import tries again.
photo-takes-memory = Opening this photo takes more than { $gigabytes } GB of memory. The next import tries again.
photo-takes-ever = Opening this photo took longer than { $seconds } seconds, twice. The next import tries again.
