# 학습과 판단
run-none = 아직 배운 것이 없습니다. 먼저 배우게 해 주세요: python -m core train
run-missing = 판단에 쓸 수 있는 학습 { NUMBER($run, useGrouping: 0) }번이 없습니다. 목록: python -m core runs
run-chosen = 이제부터 학습 { NUMBER($run, useGrouping: 0) }번으로 분류합니다.
run-quick = 이제부터 빠른 학습으로 분류합니다.
run-is-quick = 학습 { NUMBER($run, useGrouping: 0) }번은 빠른 학습입니다. 빠른 학습은 가장 새 것으로 분류합니다: python -m core runs quick
run-no-quick = 아직 빠른 학습을 한 적이 없습니다. 먼저 배우게 해 주세요: python -m core train
run-deleted = 학습 { NUMBER($run, useGrouping: 0) }번과 그 파일{ $faces ->
    [0] 을
   *[other] , 그 학습만 찾은 얼굴 { $faces }개를
} 지웠습니다.
run-line = { NUMBER($run, useGrouping: 0) }  { $kind }  { $at }  아이 { $people }명, 이름표 { $labels }개
run-line-decides = { NUMBER($run, useGrouping: 0) }  { $kind }  { $at }  아이 { $people }명, 이름표 { $labels }개  (이것으로 분류)
run-done = 학습 { NUMBER($run, useGrouping: 0) }번이 이름 붙은 얼굴 { $labels }개와 모르는 사람 { $strangers }명에서 배웠습니다.
run-person = { $name }(이름표 { $labels }개): 폴더 사진 100장 중 약 { $expected_precision }장이 맞고, 100장 중 { $expected_recall }장을 찾습니다. 확실한 범위는 100장 중 { $low }~{ $high }장입니다.
run-person-unsure = { $name }(이름표 { $labels }개): 폴더 사진 100장 중 약 { $expected_precision }장이 맞고, 100장 중 { $expected_recall }장을 찾습니다. 아직 확신하기에는 근거가 부족합니다(100장 중 { $low }~{ $high }장). 약 { $more }개 더 이름을 붙여 주세요.
run-person-few = { $name }(이름표 { $labels }개): 폴더 사진 100장 중 약 { $expected_precision }장이 맞고, 100장 중 { $expected_recall }장을 찾습니다. 아직 확신하기에는 근거가 부족합니다(100장 중 { $low }~{ $high }장). 이 아이의 이름을 더 붙일 얼굴은 { $left }개쯤만 남았습니다.
train-forgotten = 배우는 동안 아이 한 명이 지워져서 아무것도 남기지 않았습니다. 다시 배우게 해 주세요.
setting-unknown = { $name } 설정은 없습니다. 쓸 수 있는 설정: { $known }
setting-wrong = { $name } 설정에 { $value }은(는) 쓸 수 없습니다.
file-is-photo = { $path }은(는) 사진 이름입니다. 목록에는 list.csv 같은 다른 이름을 적어 주세요.
decisions-written = 학습 { NUMBER($run, useGrouping: 0) }번으로 얼굴 { $faces }개 중 { $named }개에 이름을 붙였습니다. { $path }에 저장했습니다.

# 정리
sort-no-folder = 폴더를 어디에 만들까요? 폴더를 적거나, 되돌리려면 --undo와 정리 번호를 적어 주세요.
sort-folder-is-file = { $folder }은(는) 폴더가 아니라 파일입니다. 정리하지 않았습니다.
sort-folder-is-album = { $folder }은(는) 앨범 자신의 폴더입니다. 다른 폴더를 골라 주세요.
sort-no-room = { $folder } 디스크에 자리가 부족합니다. { $needed } MB가 필요한데 { $free } MB가 남았습니다. 정리하지 않았습니다.
sort-disk-full = { $folder } 디스크가 가득 찼습니다. 저장된 사진은 온전히 남아 있습니다. 자리를 만들고 다시 정리하면 이어서 합니다.
sort-photo-gone = 사진이 { $path }에 더 이상 없습니다
sort-photo-changed = 가져온 뒤에 사진이 바뀌었습니다. 다시 가져와 주세요
sort-busy = 이 앨범에서 다른 정리가 진행 중입니다. 끝날 때까지 기다려 주세요.
sort-folder-unwritable = { $folder }에 저장할 수 없습니다: { $why }. 정리하지 않았습니다.
sort-folder-gone = { $folder }이(가) 없습니다. 드라이브가 빠져 있지 않나요? 되돌리지 않았습니다.
sort-folder-lost = { $folder } 폴더가 없어졌거나 다른 폴더로 바뀌었습니다. 드라이브 연결이 빠졌나요? 지금까지 한 일은 적어 두었습니다. 다시 연결한 다음 이어서 해 주세요.
sort-not-written = 저장할 수 없습니다: { $why }
names-pattern-wrong = 파일 이름을 { $pattern }(으)로 지을 수 없습니다. 다음 가운데 하나 이상이 들어가야 하고, 다른 것이나 빗금은 쓸 수 없습니다: { $known }
sort-person = { $name }: 사진 { $photos }장
sort-summary = { $folder }에 { $added }장을 저장했고, { $there }장은 이미 있었습니다.
sort-would = { $folder }에 { $added }장을 저장하게 되며, { $there }장은 이미 있습니다.
sort-outdated = 전에 이곳에 정리한 사진 { $files }장은 이제 판단이 달라졌습니다. 빼지는 않았습니다.
sort-located = 이미 있는 사진 { $files }장에는 찍은 곳이 남아 있을 수 있습니다. 거기서도 빼려면 지난 정리를 되돌리고 다시 정리해 주세요.
location-is-original = 찍은 곳은 복사본과 ZIP에서만 뺄 수 있습니다. 링크와 옮긴 사진은 원본이기 때문입니다. 정리하지 않았습니다.
location-stays = 이 파일에서는 찍은 곳을 뺄 수 없습니다. 찍은 곳 빼기를 끄고 정리해 주세요
sort-taken-out = 이제 맞지 않는 사진 { $files }장을 뺐습니다.
sort-links-edit = 링크로 정리했습니다. 아이 폴더의 사진을 고치면 원본이 바뀝니다.
sort-moved = 원본을 옮겼습니다. 여러 아이가 있는 사진은 첫 아이 폴더에 원본이, 다른 아이 폴더에 복사본이 있습니다.
sort-undo-with = 되돌리려면: python -m core sort --undo { NUMBER($sort, useGrouping: 0) }
sort-missing = 정리 { NUMBER($sort, useGrouping: 0) }번이 없습니다.
sort-undone-before = 정리 { NUMBER($sort, useGrouping: 0) }번은 이미 되돌렸습니다.
undo-changed = 그 뒤에 누군가 바꾸었습니다
undo-last = 이 사진은 이제 다른 곳에 없습니다
undo-place-taken = 지금 { $path }에 다른 것이 있습니다
undo-failed = 되돌릴 수 없습니다: { $why }
undo-kept = 그대로 둠: { $path }: { $reason }
undo-put-back = 그때 뺐던 사진 { $files }장이 다시 들어갔습니다.
undo-summary = 되돌림 { $taken_back }, 이미 없음 { $gone }, 그대로 둠 { $kept }.

# 점검
doctor-python = Python { $python }, { $system }
doctor-package = { $name } { $version }
doctor-package-missing = { $name }이(가) 없습니다. 고치려면: pip install -r requirements.txt
doctor-weights = { $name }: 가중치가 맞습니다(sha256 { $sha256 }…, { $licence })
doctor-device = 얼굴을 계산하는 장치: { $device }({ $card })
doctor-room = { $folder } 앨범에 쓸 수 있는 자리가 { $free } GB 있습니다
doctor-little-room = { $folder } 앨범에 쓸 수 있는 자리가 { $free } GB뿐입니다. 반년 치 사진(18,000장)에는 약 0.6 GB와 여유 공간이 필요합니다. 자리를 만들거나 --album으로 다른 폴더를 골라 주세요.
doctor-album = { $folder }의 앨범이 열립니다. 사진 { $photos }장이 있습니다
doctor-no-album = { $folder }에는 아직 앨범이 없습니다
doctor-fine = Cubby에 필요한 것이 모두 있습니다.
doctor-wrong = { $findings }가지가 올바르지 않습니다. ‘!’가 붙은 줄을 봐 주세요.
