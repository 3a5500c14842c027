# Runs and decisions
run-none = Nothing has been learned yet. Learn first: python -m core train
run-missing = There is no run { NUMBER($run, useGrouping: 0) } that could decide. See: python -m core runs
run-chosen = From now on training { NUMBER($run, useGrouping: 0) } decides.
run-quick = From now on the quick way decides.
run-is-quick = Training { NUMBER($run, useGrouping: 0) } is one of the quick way, of which the newest decides: python -m core runs quick
run-no-quick = Nothing has been learned in the quick way yet. Learn first: python -m core train
run-deleted = Training { NUMBER($run, useGrouping: 0) } was deleted, with its files{ $faces ->
    [0] .
    [one] { " " }and one face that it alone had found.
   *[other] { " " }and { $faces } faces that it alone had found.
}
run-line = { NUMBER($run, useGrouping: 0) }  { $kind }  { $at }  { $people } children, { $labels } labels
run-line-decides = { NUMBER($run, useGrouping: 0) }  { $kind }  { $at }  { $people } children, { $labels } labels  (decides)
run-done = Run { NUMBER($run, useGrouping: 0) } has learned from { $labels ->
    [one] one named face
   *[other] { $labels } named faces
} and { $strangers ->
    [one] one stranger
   *[other] { $strangers } strangers
}.
run-person = { $name } ({ $labels } named): about { $expected_precision } of 100 photos in the folder will be right, { $expected_recall } of 100 found. Surely between { $low } and { $high } of 100 are right.
run-person-unsure = { $name } ({ $labels } named): about { $expected_precision } of 100 photos in the folder will be right, { $expected_recall } of 100 found. Not enough evidence yet to be sure ({ $low } to { $high } of 100): name about { $more } more.
run-person-few = { $name } ({ $labels } named): about { $expected_precision } of 100 photos in the folder will be right, { $expected_recall } of 100 found. Not enough evidence yet to be sure ({ $low } to { $high } of 100): there are only about { $left } more faces of this child to name.
train-forgotten = A child was forgotten while it was learning, so nothing was kept. Please learn again.
setting-unknown = There is no setting { $name }. Known: { $known }
setting-wrong = The setting { $name } can't be { $value }.
file-is-photo = { $path } has the name of a photo. Please give the list another name, such as list.csv.
decisions-written = { $named } of { $faces } faces have a name by run { NUMBER($run, useGrouping: 0) }. Written to { $path }.

# Sorting
sort-no-folder = Where should the folders go? Give a folder, or --undo with the number of a sorting.
sort-folder-is-file = { $folder } is a file, not a folder. Nothing was sorted.
sort-folder-is-album = { $folder } belongs to the album itself. Please choose another folder.
sort-no-room = The disk of { $folder } has too little room: { $needed } MB are needed, { $free } MB are free. Nothing was sorted.
sort-disk-full = The disk of { $folder } is full. What was written stays and is whole; make room and sort again to go on.
sort-photo-gone = the photo no longer lies at { $path }
sort-photo-changed = the photo has changed since it was imported: import it again
sort-busy = Another sorting of this album is running. Please wait until it has ended.
sort-folder-unwritable = Nothing can be written to { $folder }: { $why }. Nothing was sorted.
sort-folder-gone = { $folder } is not there. Is a drive unplugged? Nothing was taken back.
sort-folder-lost = { $folder } went away, or is another folder now. Was a drive unplugged? What was done so far is written down. Plug it in, then go on.
sort-not-written = it can't be written: { $why }
names-pattern-wrong = Files can't be named by { $pattern }. A pattern has at least one of these parts, no others, and no slash: { $known }
sort-person = { $name }: { $photos ->
    [one] one photo
   *[other] { $photos } photos
}
sort-summary = { $added } written to { $folder }, { $there } already there.
sort-would = { $added } would be written to { $folder }, { $there } are already there.
sort-outdated = { $files ->
    [one] One photo that was sorted here before is
   *[other] { $files } photos that were sorted here before are
} decided otherwise now; nothing was taken out.
sort-located = { $files ->
    [one] One photo that is there already may still say where it was taken.
   *[other] { $files } photos that are there already may still say where they were taken.
} To leave that out as well, take back the earlier sorting, then sort again.
location-is-original = Where photos were taken can only be left out of copies and ZIPs: links and moved photos are the originals. Nothing was sorted.
location-stays = where it was taken can't be left out of this file; sort it without leaving places out
sort-taken-out = { $files ->
    [one] One photo that no longer belongs was
   *[other] { $files } photos that no longer belong were
} taken out.
sort-links-edit = These are links: who edits a photo in a child's folder edits the original.
sort-moved = The originals were moved: of a photo with several children, the first child has the original, the others have copies.
sort-undo-with = Take it back with: python -m core sort --undo { NUMBER($sort, useGrouping: 0) }
sort-missing = There is no sorting { NUMBER($sort, useGrouping: 0) }.
sort-undone-before = Sorting { NUMBER($sort, useGrouping: 0) } was taken back before.
undo-changed = somebody has changed it since
undo-last = the photo lies nowhere else any more
undo-place-taken = something else lies at { $path } now
undo-failed = it can't be taken back: { $why }
undo-kept = Left: { $path }: { $reason }
undo-put-back = { $files ->
    [one] One photo that it had taken out is
   *[other] { $files } photos that it had taken out are
} there again.
undo-summary = { $taken_back } taken back, { $gone } were gone already, { $kept } left.

# Check-up
doctor-python = Python { $python } on { $system }
doctor-package = { $name } { $version }
doctor-package-missing = { $name } is missing. Mend it with: pip install -r requirements.txt
doctor-weights = { $name }: weights are right (sha256 { $sha256 }…, { $licence })
doctor-device = Faces are embedded on: { $device } ({ $card })
doctor-room = { $free } GB are free for the album in { $folder }
doctor-little-room = Only { $free } GB are free for the album in { $folder }. A half-year of photos (18,000) needs about 0.6 GB, and a little more while it is tidied up: make room, or choose another folder with --album.
doctor-album = The album in { $folder } opens; it has { $photos } photos
doctor-no-album = There is no album in { $folder } yet
doctor-fine = Everything that Cubby needs is here.
doctor-wrong = { $findings ->
    [one] One thing is not as it should be; see the line with “!”.
   *[other] { $findings } things are not as they should be; see the lines with “!”.
}
