package upload_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/uploadtest"
)

func TestFullDiskIsSaidAndHarmless(t *testing.T) {
	t.Parallel()
	s := newSite(t, uploadtest.SmallDisk(t))
	big := strings.Repeat("x", 2<<20)
	if _, err := s.Create(s.ann, "big.csv", "", strings.NewReader(big), 10<<20); model.CodeOf(err) != model.CodeLimit {
		t.Errorf("a file that is too big for the disk: %v", err)
	}
	if left := s.files(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	url := s.begin(t, "ann", "big.csv", len(big))
	answer, text := s.piece(t, "ann", url, big, 0)
	if answer.StatusCode != http.StatusInsufficientStorage || !strings.Contains(text, "no room left") || strings.Contains(text, s.directory) {
		t.Errorf("a piece that is too big for the disk: %s %s", answer.Status, text)
	}
	if answer, text := s.send(t, "ann", http.MethodDelete, url, ""); answer.StatusCode != http.StatusNoContent {
		t.Errorf("giving up: %s %s", answer.Status, text)
	}
	if _, err := s.Create(s.ann, "small.csv", "", strings.NewReader("it works again"), 100); err != nil {
		t.Errorf("a small file after that: %v", err)
	}
}
