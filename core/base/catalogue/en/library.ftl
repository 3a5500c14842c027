# Uploads
upload-unwritable = { $name } could not be kept: { $why }
upload-zip-broken = { $name } is damaged or locked with a password. Nothing was taken from it.
upload-zip-leads-out = { $name } tries to write outside its own folder, as no camera or phone does. Nothing was taken from it.
upload-zip-bomb = { $name } would swell up far beyond what photos do. Nothing was taken from it.
upload-no-room = { $name } needs { $needed } MB, but only { $free } MB are free. Nothing was taken from it.
