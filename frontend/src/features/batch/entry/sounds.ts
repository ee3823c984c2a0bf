/** What an entry may sound like. */
export type Sound = 'new' | 'found' | 'unknown';

type Tone = { hertz: number; seconds: number; shape: OscillatorType };

// Told apart without looking: up for new, a blip for found, a low buzz for what needs a look.
const sounds: Record<Sound, Tone[]> = {
  new: [
    { hertz: 784, seconds: 0.07, shape: 'sine' },
    { hertz: 1175, seconds: 0.09, shape: 'sine' },
  ],
  found: [{ hertz: 1175, seconds: 0.07, shape: 'sine' }],
  unknown: [
    { hertz: 196, seconds: 0.14, shape: 'square' },
    { hertz: 147, seconds: 0.2, shape: 'square' },
  ],
};

const volume = 0.12;
const fade = 0.012;

let audio: AudioContext | undefined;

/** Plays a short sound. */
export function play(sound: Sound): void {
  audio ??= new AudioContext();
  let start = audio.currentTime;
  for (const tone of sounds[sound]) start = sing(audio, tone, start);
}

/** Plays a tone, and answers when it ends. Fades in and out, which would click otherwise. */
function sing(audio: AudioContext, { hertz, seconds, shape }: Tone, start: number): number {
  const end = start + seconds;
  const oscillator = new OscillatorNode(audio, { type: shape, frequency: hertz });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(volume, start + fade);
  gain.gain.setValueAtTime(volume, end - fade);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
  return end;
}
