package event

import "time"

// Interval is the shortest time between two events of one topic: 4 a second.
const Interval = 250 * time.Millisecond

// pacer decides when a topic may be sent: the first time at once, later at most
// once per Interval, and never losing the last request.
type pacer struct {
	topics map[string]*pace
}

type pace struct {
	wanted bool
	next   time.Time // not before this
}

func newPacer() *pacer { return &pacer{topics: make(map[string]*pace)} }

// want asks for topic to be sent.
func (p *pacer) want(topic string) {
	t := p.topics[topic]
	if t == nil {
		t = &pace{}
		p.topics[topic] = t
	}
	t.wanted = true
}

// take returns the topics to send now, and how long until more become due; zero
// means none will unless asked for.
func (p *pacer) take(now time.Time) (due []string, wait time.Duration) {
	for topic, t := range p.topics {
		rest := t.next.Sub(now)
		switch {
		case rest <= 0 && t.wanted:
			due = append(due, topic)
			t.wanted = false
			t.next = now.Add(Interval)
		case rest <= 0:
			delete(p.topics, topic)
		case t.wanted && (wait == 0 || rest < wait):
			wait = rest
		}
	}
	return due, wait
}

// takeAll returns every topic that was asked for, due or not.
func (p *pacer) takeAll() (wanted []string) {
	for topic, t := range p.topics {
		if t.wanted {
			wanted = append(wanted, topic)
		}
	}
	clear(p.topics)
	return wanted
}
