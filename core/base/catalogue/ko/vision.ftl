# The weight files and the device that computes.
weights-missing = 얼굴 모델 { $name } 파일이 없습니다. 다음 명령으로 다시 설치할 수 있습니다: { $command }
weights-wrong = 얼굴 모델 { $name } 파일이 손상되었거나 올바른 파일이 아닙니다. 다음 명령으로 고칠 수 있습니다: { $command }
accelerator-none = 사용할 수 있는 NVIDIA 그래픽 카드가 없습니다.
accelerator-not-built = 설치된 PyTorch는 NVIDIA 그래픽 카드를 지원하지 않는 버전입니다.
accelerator-failed = 그래픽 카드 { $card }에서 간단한 시험 계산이 실패했습니다: { $reason }
accelerator-wrong = 그래픽 카드 { $card }에서 간단한 시험 계산의 답이 틀렸습니다.
