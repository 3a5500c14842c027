# 그려 낸 반.
demo-children-out-of-range = 그려 낼 수 있는 아이는 1명에서 { $most }명까지입니다. { $children }명은 안 됩니다.
demo-too-few-photos = 아이 { $children }명에 사진 { $photos }장은 너무 적습니다. 아이마다 한 장 이상이 되게 해 주세요.
demo-seed-negative = 시드는 0 이상이어야 합니다. { $seed }은(는) 쓸 수 없습니다.
demo-folder-not-empty = { $folder } 폴더가 이미 있고 비어 있지 않습니다. 아무것도 그리지 않았습니다. 새 폴더를 골라 주세요.
demo-drawn = { $folder }에 얼굴 { $faces }개가 있는 사진 { $photos }장을 그렸습니다. 그 안의 labels.csv가 얼굴 { $labels }개의 이름을 알려 줍니다.
