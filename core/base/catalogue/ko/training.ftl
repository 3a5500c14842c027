# The kinds of run
run-kind-head = 붙여 주신 이름을 몇 초 만에 배웁니다. 다른 것을 고르지 않으면 이것으로 정합니다.
run-kind-embedder = 마스크를 써도 같은 아이라는 것을 얼굴 모델 자체에 가르칩니다. 몇 분에서 한 시간쯤 걸립니다.
run-kind-crops = 잘라 낸 얼굴을 보는, 우리 아이들만의 신경망입니다. 몇 분쯤 걸립니다.
run-kind-yolo = 얼굴을 찾고 이름까지 붙이는 신경망 하나입니다. 그래픽 카드가 없으면 몇 시간이 걸리고, 이름이 많이 필요합니다.

# Their settings
setting-help-precision = 이름 백 개 가운데 몇 개가 맞아야 하는지, 1을 기준으로 한 값입니다.
setting-help-seed = 같은 숫자를 쓰면 똑같이 다시 배웁니다.
setting-help-epochs = 배울 것을 처음부터 끝까지 몇 번 볼지 정합니다.
setting-help-patience = 이만큼 되풀이해도 나아지지 않으면 일찍 끝냅니다.
setting-help-layers = 얼굴 모델의 마지막 층을 몇 개까지 바꿀지 정합니다. 많을수록 더 배우지만 더 잊습니다.
setting-help-masks = 배우는 동안 얼굴에 마스크를 그려 넣을 비율로, 1을 기준으로 한 값입니다.
setting-help-rate = 한 번에 배우는 폭입니다. 작을수록 느리지만 안전합니다.
setting-help-batch = 한 걸음마다 몇 개를 볼지 정합니다. 많을수록 메모리가 더 필요합니다. 0을 고를 수 있으면 알맞게 정해 줍니다.
setting-help-preset = “aligned”가 더 낫습니다. “2021”은 아주 작은 그림을 쓰던 옛 방식으로, 견주어 볼 때 씁니다.
setting-help-side = 신경망이 보는 얼굴 그림의 크기(픽셀)입니다.
setting-help-weights = 사진 백만 장에서 배운 것에서 시작할지 정합니다: “if there”(있으면), “imagenet”(꼭 필요), “none”(없이).
setting-help-allow-download = 시작에 필요한 파일을 한 번 내려받아도 되는지 정합니다. 선생님의 자료는 보내지 않습니다.
setting-help-classes = “people”은 아이마다 이름을 배우고, “face”는 얼굴이 무엇인지만 배웁니다.
setting-help-base = 무엇에서 시작할지 정합니다: 가중치 파일, yolo11n.pt 같은 공식 이름, 12번 학습을 이어 갈 “run:12”, 또는 처음부터 배우는 “scratch”.
setting-help-size = 신경망이 보는 사진의 크기(픽셀)입니다. 클수록 작은 얼굴도 찾지만 오래 걸립니다.
setting-help-balance = 이름이 적은 아이의 사진을 얼마나 더 자주 볼지 정합니다: 0은 그대로, 1은 모두 고르게.
setting-help-augmentation = 배우는 동안 사진을 얼마나 바꾸어 볼지, 0에서 1 사이로 정합니다.
setting-help-freeze = 앞쪽 층을 몇 개나 그대로 둘지 정합니다. 많을수록 빠르지만 덜 배웁니다.

# What a training is at
train-part-crops = 얼굴을 잘라 내고 있습니다
train-part-copies = 학습에 쓸 사진을 복사하고 있습니다
train-part-epochs = 학습하고 있습니다
train-part-scores = 배운 것으로 모든 사진을 보고 있습니다

# What it says
train-epoch = { $epochs }회 가운데 { $epoch }회를 마쳤습니다. 정리 점수는 1점 만점에 { $quality }점입니다.
train-device = { $device }에서 계산합니다.
train-estimate = 약 { $minutes }분이 걸리고 메모리를 { $gigabytes }GB쯤 씁니다.
estimate-rough = 걸리는 시간은 다른 컴퓨터에서 잰 것이라, 이 컴퓨터에서는 절반이나 몇 배가 될 수도 있습니다.
estimate-by-last = 걸리는 시간은 이 컴퓨터에서 같은 학습에 지난번 걸린 시간으로 어림했습니다.
train-stopped-at = { NUMBER($run, useGrouping: 0) }번 학습을 멈추었습니다. 배운 것은 남아 있습니다. 이어 가려면: python -m core train --resume { NUMBER($run, useGrouping: 0) }
train-photos-gone = 사진이 없어졌거나 바뀌어서 얼굴 { $faces }개를 뺐습니다.
train-copies-gone = 없어졌거나 바뀐 사진 { $photos }장을 뺐습니다.
train-photos-needed = 제자리에 남아 있는 사진이 너무 적어 배울 수 없습니다. 사진을 다시 가져와 주세요.
train-memory-full = 메모리가 가득 찼습니다. 한 번에 { $batch }개씩 이어 갑니다.
train-memory-too-small = 이 학습을 하기에는 메모리가 모자랍니다. 그림 크기나 한 번에 보는 수를 줄여 주세요.
train-diverged = 계산 값이 튀었습니다. { $epoch }회 다음부터 더 작은 폭으로 이어 갑니다.
train-diverges = 계산 값이 거듭 튀었습니다. 배우는 폭을 줄여 주세요.
train-checkpoint-lost = { $epoch }회 뒤에 배운 것을 다시 읽을 수 없어 거기서부터 이어 갑니다.
train-died = 학습이 뜻밖에 끝났습니다. 메모리가 가득 찼을 수 있습니다. 배운 것은 남아 있으니 이어 가시거나 한 번에 보는 수를 줄여 주세요.
train-busy = 이 앨범에서 다른 학습이 진행되고 있습니다. 끝날 때까지 기다려 주세요.
embedder-no-better = 이번에는 더 나아지지 않아, 이 학습은 얼굴을 전과 같이 봅니다. 빠른 학습으로도 충분합니다.
crops-from-chance = 일반 가중치 파일이 이 컴퓨터에 없어 처음부터 배웁니다. 그 파일이 있으면 이름이 적어도 됩니다.
yolo-from-chance = 처음부터 배웁니다. 이름을 붙인 사진이 수천 장 필요하며, 적으면 거의 찾지 못합니다.
yolo-other-classes = { $path }은(는) 다른 것들을 알던 파일입니다. 모양에 대한 지식은 그대로 쓰고 이름은 새로 배웁니다.

# What it needs
weights-need-download = 시작하려면 파일 { $name }이(가) 필요하지만 이 컴퓨터에 없습니다. { $url }에서 내려받도록 허락하시거나 { $path }에 넣어 주세요.
download-failed = { $url }을(를) 내려받지 못했습니다: { $why }. 파일을 직접 { $path }에 넣으셔도 됩니다.
yolo-base-missing = { $path }이(가) 없습니다.
yolo-base-broken = { $path }이(가) 잘렸거나 손상되어 가중치 파일로 쓸 수 없습니다.
yolo-base-refused = { $path }에 가중치가 아닌 것이 들어 있어 거절했습니다. 그 안의 어떤 것도 실행하지 않았습니다.
yolo-base-other = { $path }은(는) 무언가를 찾아내는 YOLO가 아니어서({ $what }) 여기서 시작할 수 없습니다.
run-cannot-name = { NUMBER($run, useGrouping: 0) }번 학습은 얼굴만 찾습니다. 누구인지는 알 수 없습니다.

# What came of it
yolo-faces-found = 보지 않았던 이름 있는 얼굴 { $judged }개 가운데 { $found }개를 찾았습니다. 기본 탐지기는 { $found_by_detector }개를 찾았습니다. 알려진 얼굴이 없는 곳도 { $other_boxes }군데 표시했습니다.

# 학습 페이지
training-title = 학습
training-to-results = 결과 →
training-why = 빠른 학습과 비교해 볼 수 있도록, 아이들의 사진을 직접 배우는 신경망입니다. 사진은 읽기만 하고, 따로 고르지 않으면 이것으로 정하지 않습니다.
training-what = 무엇을 학습할지
training-no-names = 먼저 얼굴에 이름을 붙여 주세요.
training-processor = 이 컴퓨터의 프로세서로 계산합니다. 그래픽 카드가 있으면 약 스무 배 빠릅니다.
training-card = 이 컴퓨터의 그래픽 카드로 계산합니다.
training-takes = 대략 { $minutes }분, 메모리 { $gigabytes } GB가 듭니다. 컴퓨터가 바쁘면 더 걸립니다. 그동안 브라우저를 닫아도 됩니다.
training-takes-hours = 대략 { $hours }시간, 메모리 { $gigabytes } GB가 듭니다. 컴퓨터가 바쁘면 더 걸립니다. 그동안 브라우저를 닫아도 됩니다.
training-start = 학습 시작
training-more = 다른 설정
training-first-round = 첫 회차를 시작했습니다.
training-earlier = 지난 학습
training-is-running = { $rounds }회차까지 했고, 기다리고 있거나 중단되었습니다.
training-is-done = { $rounds }회차로 끝났습니다.
training-is-failed = 끝까지 가지 못했습니다. { $rounds }회차까지는 남아 있습니다.
training-is-stopped = 멈췄습니다. { $rounds }회차까지는 남아 있습니다.
training-again = 새 이름으로 다시
training-delete = 지우기
training-delete-sure = 이 학습으로 배운 것과 그 파일, 그리고 이 학습만 찾았고 아직 이름이 없는 얼굴이 모두 지워집니다. 이름은 그대로 남습니다.
training-delete-yes = 지우기
setting-name-seed = 시드
setting-name-epochs = 회차
setting-name-patience = 기다림
setting-name-layers = 층
setting-name-masks = 그린 마스크
setting-name-rate = 걸음 크기
setting-name-batch = 한 번에
setting-name-preset = 방법
setting-name-side = 그림 크기
setting-name-weights = 시작점
setting-name-allow-download = 내려받기 허용
setting-name-classes = 배울 것
setting-name-base = 시작점
setting-name-size = 사진 크기
setting-name-balance = 균형
setting-name-augmentation = 변형
setting-name-freeze = 고정 층
