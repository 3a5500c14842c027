# The album itself
album-missing = There is no album in { $folder } yet. Import a folder of photos first.
album-unwritable = The album in { $folder } can't be opened or written: { $why }
album-busy = Another program has been opening the album in { $folder } for too long. Please try again.
album-broken = The file album.db in { $folder } is not an album, or it is damaged.
album-newer = The album in { $folder } was written by a newer Cubby. Please update Cubby to open it.

# People
name-empty = A child needs a name.
name-too-long = The name “{ $name }…” is too long: { $most } letters at most.
name-unprintable = The name { $name } holds characters that can't be shown.
name-taken = There is already a child named { $name }.
person-missing = Nobody in this album is named { $name }.
person-added = Added { $name }.
person-renamed = { $old } is now { $new }.
people-none = No children yet. Add one with: python -m core people add NAME
file-unwritable = { $path } can't be written: { $why }
forgotten = { $name } is forgotten.
forgotten-receipt = Removed: { $faces ->
    [one] one face with its embedding
   *[other] { $faces } faces with their embeddings
}, { $labels ->
    [one] one label
   *[other] { $labels } labels
}, { $files ->
    [one] one file
   *[other] { $files } files
} of the album, runs: { $runs }.
forgotten-sorted = { $files ->
    [one] One sorted photo still lies in { $folders }; Cubby no longer knows whose it is.
   *[other] { $files } sorted photos still lie in { $folders }; Cubby no longer knows whose they are.
}
forgotten-traces = Another window or program has this album open: traces stay in its files until that is closed.
disk-full = The disk is full, so nothing more can be written: { $path }. What was done so far is kept. Make room, then go on.
disk-closed = This can't be written or read; perhaps it is locked or read-only: { $path }. What was done so far is kept.
disk-broken = The disk does not answer; perhaps it was unplugged: { $path }. What was done so far is kept. Plug it in, then go on.
