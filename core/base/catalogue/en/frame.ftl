# The frame around every page
page-library = Photos
page-label = Names
page-sort = Sorting
page-review = Check
page-who = One photo
page-train = Training
page-results = Results
page-settings = Settings
language-name-en = English
language-name-ko = 한국어
language-switch = Switch the language

# The gate
gate-title = This album is locked
gate-password = Password
gate-enter = Open
password-wrong = That password is not right.
password-pause = { $seconds ->
    [one] Too many wrong passwords. Please wait a second.
   *[other] Too many wrong passwords. Please wait { $seconds } seconds.
}

# What the worker is doing
job-cancel = Stop
job-resume = Go on
job-is-waiting = Starting
job-is-failed = This did not come to its end.
job-is-cancelled = This was stopped. What was finished is kept.
job-is-stopped = This was interrupted. What was finished is kept, and Cubby goes on by itself in a moment.
job-steps = { NUMBER($done) } of { NUMBER($total) }
job-rate = { NUMBER($rate) } a second
job-seconds-left = { $seconds ->
    [one] about a second left
   *[other] about { $seconds } seconds left
}
job-minutes-left = { $minutes ->
    [one] about a minute left
   *[other] about { $minutes } minutes left
}
job-hours-left = about { $hours } h { $minutes } min left
