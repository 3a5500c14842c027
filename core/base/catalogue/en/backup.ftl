# Backup and restore of the whole album
backup-done = { $files ->
    [one] One file
   *[other] { $files } files
} ({ $megabytes } MB) were saved in { $path }. Photos that lie outside the album are not in it: keep them, too.
backup-place-taken = { $path } can't be written: something lies there already, or it is a place in the album itself. Choose another name.
backup-no-room = The disk of { $path } has too little room: { $needed } MB are needed, { $free } MB are free.
backup-missing = { $path } is not there.
backup-unreadable = { $path } can't be read: { $why }
backup-broken = { $path } is no backup of an album, or it is damaged. Nothing was restored.
backup-newer = { $path } was written by a newer Cubby. Please update Cubby to restore it.
restore-not-empty = { $folder } is not empty. Choose a new folder for the album: python -m core --album FOLDER restore FILE
restore-done = The album is in { $folder } now: { $files ->
    [one] one file
   *[other] { $files } files
}, each of them as it was saved.
