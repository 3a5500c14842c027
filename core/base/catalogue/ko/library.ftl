# 사진 페이지
library-title = 사진
library-welcome = 우리 반 사진을 정리해 볼까요?
library-promise = Cubby는 이 컴퓨터에서 사진을 살펴보고 아이별로 정리합니다. 사진은 원래 자리에 그대로 두고 읽기만 하며, 아무것도 이 컴퓨터 밖으로 나가지 않습니다.
library-own = 폴더 고르기
library-own-how = 하루, 한 달, 또는 한 학기 사진이 들어 있는 폴더를 골라 주세요. 나중에 언제든 더 추가할 수 있습니다.
library-drawn = 그림으로 만든 반으로 연습하기
library-drawn-how = 실제로는 없는 아이 아홉 명을 Cubby가 사진 300장에 그립니다. 몇 분이면 전체 과정을 볼 수 있고, 누구의 사진도 필요하지 않습니다.
demo-start = 사진 { $photos }장 그리기
library-counts = 사진 **{ $photos }**장 · 얼굴 **{ $faces }**개
library-busy = 이 페이지를 떠나거나 브라우저를 닫아도 계속됩니다.
library-next = 얼굴에 이름 붙이기 →
library-add = 사진 더 추가하기
library-last = 마지막 추가 { $at }: **새 사진 { $added }** · 이미 있음 { $already_there } · 받지 않음 { $refused } · 없어짐 { $missing }
library-refused = 받지 않은 파일 { $files }개
library-missing = 원래 자리에서 없어진 사진 { $files }장
library-months = 월별 사진
library-month = 월
library-all-months = 모든 달
months-plot = 달마다 찍은 사진 수
month-unknown = 날짜 없음
file-path = 파일
file-why = 이유

# 사진 추가
add-folder = 이 컴퓨터의 폴더
add-upload = 올리기
add-folder-which = 사진 폴더
add-folder-stays = 안에 있는 폴더까지 살펴봅니다. 사진은 원래 자리에 그대로 둡니다.
add-upload-what = 사진, 또는 사진이 든 ZIP 파일
add-upload-kept = 복사본은 { $folder }에 보관합니다.
add-start = 사진 추가
add-how = 얼마나 자세히 볼까요
add-thorough = 꼼꼼히
add-quick = 빠르게
add-thorough-does = 빠르게 본 사진이 있으면 그 폴더를 다시 추가할 때 다시 살펴봅니다. 붙인 이름은 모두 그대로입니다.
add-quick-price = 시간은 3분의 1에서 절반쯤 걸리지만, 마스크를 쓴 얼굴 100개 중 6개쯤을 더 놓칩니다.
folder-example = 예: /home/me/Pictures/2024
folder-browse = 찾아보기
folder-recent = 전에 쓴 폴더:
folder-up = 위 폴더로
folder-none = 이 안에는 폴더가 없습니다.
folder-closed-to-look = { $folder } 폴더를 열 수 없습니다.

# 올리기
upload-unwritable = { $name }을(를) 보관하지 못했습니다: { $why }
upload-zip-broken = { $name } 파일이 손상되었거나 비밀번호로 잠겨 있어 아무것도 꺼내지 않았습니다.
upload-zip-leads-out = { $name } 파일이 정해진 폴더 밖에 쓰려고 합니다. 카메라나 휴대전화는 그러지 않으므로 아무것도 꺼내지 않았습니다.
upload-zip-bomb = { $name } 파일은 풀면 사진이라고 볼 수 없을 만큼 커집니다. 아무것도 꺼내지 않았습니다.
upload-no-room = { $name }에는 { $needed } MB가 필요하지만 { $free } MB만 남아 있습니다. 아무것도 꺼내지 않았습니다.
