# 작업과 작업자
job-missing = 작업 { $job }이(가) 없습니다.
job-unexpected = 예상하지 못한 문제가 생겼습니다. 지금까지 한 일은 그대로 남아 있으니 다시 시도해 주세요. 자세한 내용은 { $log }에 있습니다.
job-importing = 사진을 살펴보고 있습니다
job-drawing = 연습용 반을 그리고 있습니다
job-clustering = 닮은 얼굴을 모으고 있습니다
job-learning = 아이들 얼굴을 배우고 있습니다
job-sorting = 사진을 폴더에 넣고 있습니다
job-taking-back = 폴더에 넣은 사진을 되돌리고 있습니다
job-checking = 이 컴퓨터를 점검하고 있습니다
job-line = { $job }  { $kind }  { $state }  { $asked }  { $total } 중 { $done }
job-why =           { $why }
jobs-none = 아직 맡긴 작업이 없습니다.
job-cancelled = 작업 { $job }을(를) 취소했습니다. 이미 끝낸 부분은 남아 있습니다.
job-resumed = 작업 { $job }을(를) 이어서 합니다.
worker-lives = { $folder } 앨범의 작업이 이미 다른 곳에서 진행되고 있습니다.
