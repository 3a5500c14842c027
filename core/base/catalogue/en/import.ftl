# Import
folder-missing = { $path } is not there. Nothing was imported, and nothing was marked as missing.
folder-closed = { $path } can't be read. Nothing was imported.
folder-name-unreadable = The path { $path } can't be read on every computer. Please rename the folder.
folder-no-photos = There are no photos in { $path }.
folder-emptied = { $path } is empty now, but { $photos ->
    [one] one photo was
   *[other] { $photos } photos were
} imported from it before. Is a drive unplugged? Nothing was marked as missing.
folder-gone = { $path } went away, or can't be read any more. Was a drive unplugged? What was done so far is kept, and nothing was marked as missing. Plug it in, then go on.
import-busy = Another import into this album is running. Please wait until it has ended.
file-unreadable = The file can't be read: { $why }
file-name-unreadable = The file's name can't be read on every computer. Please rename it.
file-too-big = The file is too big for a photo: { $most } MB at most.
file-moved = It was moved here from { $from }.
file-copy = The same photo as { $of }.
folder-unreadable = This folder can't be read, so the photos in it were left as they are.
import-summary = { $added } added, { $there } already there, { $refused } refused, { $missing } missing.
import-looked-again = { $photos ->
    [one] One photo that was looked at quickly before was
   *[other] { $photos } photos that were looked at quickly before were
} looked at again, thoroughly.
import-faces = { $faces ->
    [one] One new face was
   *[other] { $faces } new faces were
} found. The album has { $photos ->
    [one] one photo
   *[other] { $photos } photos
}.
import-others = Skipped: { $others ->
    [one] one file that is no photo
   *[other] { $others } files that are no photos
} ({ $kinds }).
outcome-line = { $outcome }: { $path }
outcome-line-why = { $outcome }: { $path }: { $why }
outcome-added = added
outcome-already-there = already there
outcome-refused = refused
outcome-missing = missing
device-used = Faces are embedded on: { $device }.
