package model_test

import (
	"testing"

	"github.com/sluicehq/sluice/model"
)

func TestIsGTIN(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"96385074":        true,
		"036000291452":    true,
		"4006381333931":   true,
		"10012345678902":  true,
		"4006381333930":   false,
		"400638133393":    false,
		"400638133393A":   false,
		"":                false,
		"123456789012345": false,
		"٤٠٠٦٣٨١٣٣٣٩٣١":   false,
	} {
		if got := model.IsGTIN(code); got != want {
			t.Errorf("IsGTIN(%q) = %t", code, got)
		}
	}
}
