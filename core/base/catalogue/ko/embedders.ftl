# 다른 얼굴 인식 모델
embedder-no-licence = 파일의 라이선스를 만든 곳에서 쓴 대로 적어 주세요.
embedder-no-file = { $path } 파일이 없습니다.
embedder-too-big = { $path } 파일은 { $most } MB보다 커서 쓸 수 없습니다.
embedder-not-onnx = ONNX 파일이 아니거나 파일이 잘렸습니다.
embedder-in-pieces = { $path }의 숫자가 다른 파일에 나뉘어 있습니다. 한 파일로 저장해 주세요.
embedder-other-input = 세 가지 색의 112 × 112 점 사진 한 장을 소수로 받는 파일이어야 합니다. 이 파일이 받는 것: { $shape }
embedder-cannot-run = { $path }에는 Cubby가 계산할 수 없는 단계가 있습니다: { $why }
embedder-no-vector = 얼굴마다 숫자를 2개에서 4096개까지 내는 파일이어야 합니다. 이 파일이 내는 것: { $shape }
embedder-no-numbers = { $path }이(가) 얼굴에 내는 값이 숫자가 아니거나 모두 0입니다.
embedder-always-same = { $path }은(는) 모든 얼굴에 같은 값을 냅니다.
embedder-takes-memory = 이 파일에는 Cubby가 줄 수 있는 것보다 많은 메모리가 필요합니다.
embedder-crashes = 이 파일을 시험하던 프로그램이 멈췄습니다.
embedder-unknown = { $name }(이)라는 모델이 없거나 그렇게 시작하는 이름이 여럿입니다. 모두 보려면: embedder list
embedder-gone = 모델 { $name }의 파일이 없습니다: { $path }. 다시 가져오려면: embedder set FILE
embedder-changed = 모델 { $name }의 파일이 가져온 것과 다릅니다: { $path }. 다시 가져오려면: embedder set FILE
embedder-brought = { $name }을(를) 앨범에 넣었습니다. 얼굴마다 숫자 { $dimensions }개, 색 { $colours }, 점 { $scale }.
embedder-used = 이제 { $name }(으)로 배웁니다. { $made ->
    [0] 모든 얼굴의 숫자가 이미 있습니다.
   *[other] 얼굴 { $made }개의 숫자를 만들었습니다.
} 다시 배우면 얼마나 나은지 볼 수 있습니다.
embedder-lost = 얼굴 { $faces }개는 사진이 없어져 다시 볼 수 없습니다. 새로 배울 때 이 얼굴에는 이름이 붙지 않습니다.
embedder-line = { $mark } { $name }  { $licence }  { $source }
embedder-stays = Cubby에 들어 있는 모델이라 지울 수 없습니다.
embedder-in-use = 지금 { $name }(으)로 배우고 있어 지우지 않았습니다. 먼저 다른 모델을 골라 주세요. 예: embedder use sface
embedder-has-runs = { $name }(으)로 배운 것(학습 { $runs })을 더 쓸 수 없게 되므로 지우지 않았습니다. 함께 지우려면: embedder remove --with-runs { $name }
embedder-remove-runs = 이 모델로 배운 학습 { $count }개({ $runs })도 함께 지워집니다. 붙인 이름은 그대로 남습니다.
embedder-remove-sure = 계속할까요?
embedder-removed = { $name }을(를) 지웠습니다. 파일과 얼굴 { $faces }개에 대해 계산해 둔 값도 지웠습니다.
embedder-removed-runs = 이 모델로 배운 학습도 지웠습니다: { $runs }.
embedder-built-in = Cubby에 들어 있음
job-embedding = 다른 모델로 얼굴을 다시 보고 있습니다
job-kind-embedder = 다른 얼굴 인식 모델 쓰기
doctor-embedder = 모델 { $name }이(가) 올바릅니다({ $licence })

# 설정
settings-embedder = 얼굴 인식 모델
embedder-now = Cubby는 **{ $name }**(으)로 배웁니다.
embedder-other = 다른 모델 쓰기(잘 아는 분만)
embedder-explained = 112 × 112 점 얼굴을 숫자로 바꾸는 ONNX 파일입니다. Cubby가 파일을 점검하고 앨범에 복사한 뒤 모든 얼굴을 한 번 더 봅니다. 전에 배운 것은 그대로 쓸 수 있고 언제든 되돌릴 수 있습니다.
embedder-path = 파일 위치
embedder-licence = 라이선스
embedder-colours = 색 순서
embedder-scale = 점의 숫자
embedder-scale-unknown = Cubby가 짐작
embedder-scale-raw = 0~255
embedder-scale-unit = 0~1
embedder-scale-signed = −1~1
embedder-incomplete = 파일 위치와 라이선스를 적고 상자에 표시해 주세요.
embedder-may = 라이선스에 따라 이 파일을 내 사진에 써도 됩니다.
embedder-bring = 점검하고 쓰기
embedder-choose = 모델
embedder-switch = 이 모델 쓰기
embedder-remove = { $name } 지우기
embedder-remove-plain = 앨범에 있는 파일과 이 모델이 얼굴마다 계산해 둔 값이 지워집니다. 원래 파일은 그대로 있습니다.
embedder-remove-yes = 지우기
