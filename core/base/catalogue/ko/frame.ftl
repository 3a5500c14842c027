# 모든 페이지의 틀
page-library = 사진
page-label = 이름 붙이기
page-sort = 정리
page-review = 확인
page-who = 사진 한 장
page-train = 학습
page-results = 결과
page-settings = 설정
language-name-en = English
language-name-ko = 한국어
language-switch = 언어 바꾸기

# 비밀번호
gate-title = 잠긴 앨범입니다
gate-password = 비밀번호
gate-enter = 열기
password-wrong = 비밀번호가 맞지 않습니다.
password-pause = 비밀번호를 여러 번 틀렸습니다. { $seconds }초 뒤에 다시 시도해 주세요.

# 지금 하고 있는 작업
job-cancel = 멈추기
job-resume = 이어서 하기
job-is-waiting = 시작하는 중
job-is-failed = 끝까지 하지 못했습니다.
job-is-cancelled = 멈추었습니다. 이미 끝낸 부분은 남아 있습니다.
job-is-stopped = 도중에 끊겼습니다. 이미 끝낸 부분은 남아 있고, 잠시 뒤 저절로 이어서 합니다.
job-steps = { NUMBER($total) } 중 { NUMBER($done) }
job-rate = 초당 { NUMBER($rate) }
job-seconds-left = 약 { $seconds }초 남음
job-minutes-left = 약 { $minutes }분 남음
job-hours-left = 약 { $hours }시간 { $minutes }분 남음
