# Jobs and the worker
job-missing = There is no job { $job }.
job-unexpected = Something went wrong that Cubby did not expect. Nothing that was done so far is lost; please try again. The details are in { $log }.
job-importing = Looking at the photos
job-drawing = Drawing the class
job-clustering = Putting faces that look alike beside each other
job-learning = Learning the children's faces
job-sorting = Writing the photos into their folders
job-taking-back = Taking the photos out of their folders
job-checking = Checking this computer
job-line = { $job }  { $kind }  { $state }  { $asked }  { $done } of { $total }
job-why =           { $why }
jobs-none = Nothing was asked of the worker yet.
job-cancelled = Job { $job } is cancelled. What it had finished is kept.
job-resumed = Job { $job } goes on.
worker-lives = A worker is already at work for the album in { $folder }.
