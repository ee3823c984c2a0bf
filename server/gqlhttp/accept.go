package gqlhttp

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of answers.
const (
	typeJSON        = "application/json"
	typeGraphQL     = "application/graphql-response+json"
	typeEventStream = "text/event-stream"
)

// offered are the media types we can answer in, best first.
var offered = []string{typeJSON, typeGraphQL, typeEventStream}

// accepted returns the media type to answer a request in, or "" if the client
// accepts none of ours. Of equally good types the one named first wins.
func accepted(r *http.Request) string {
	header := strings.Join(r.Header.Values("Accept"), ",")
	switch header {
	case "", "*/*", typeJSON:
		return typeJSON
	case typeGraphQL:
		return typeGraphQL
	}
	best, bestQuality, bestPosition := "", 0.0, 0
	ranges := parseAccept(header)
	for _, media := range offered {
		quality, position := rate(ranges, media)
		if quality > bestQuality || quality == bestQuality && quality > 0 && position < bestPosition {
			best, bestQuality, bestPosition = media, quality, position
		}
	}
	return best
}

type mediaRange struct {
	media   string
	quality float64
}

func parseAccept(header string) []mediaRange {
	var ranges []mediaRange
	for part := range strings.SplitSeq(header, ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		quality := 1.0
		if q, ok := params["q"]; ok {
			if quality, err = strconv.ParseFloat(q, 64); err != nil {
				continue
			}
		}
		ranges = append(ranges, mediaRange{media, quality})
	}
	return ranges
}

// rate returns the quality of the most specific range that takes in the media
// type, and the range's position.
func rate(ranges []mediaRange, media string) (quality float64, position int) {
	group, _, _ := strings.Cut(media, "/")
	precision := 0
	for i, r := range ranges {
		p := 0
		switch r.media {
		case media:
			p = 3
		case group + "/*":
			p = 2
		case "*/*":
			p = 1
		}
		if p > precision {
			precision, quality, position = p, r.quality, i
		}
	}
	return quality, position
}
