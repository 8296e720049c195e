// Merlin transcripts over STROBE-128 (fact sheet crypto §2.2).
using System.Buffers.Binary;

namespace MobileCoin.Crypto;

/// <summary>
/// A Merlin transcript: labelled messages go in, challenges that depend on all of them come out.
/// A value of about 210 bytes that lives on the stack and allocates nothing. Pass it by <c>ref</c>: a copy is a fork, and only
/// <see cref="Clone"/> says so. Labels and lengths are public, messages may be secret (then <see cref="Wipe"/> it after use).
/// </summary>
public struct MerlinTranscript
{
    // Every transcript starts with the same permutation: it is computed once.
    private static readonly Strobe128 Start = new("Merlin v1.0"u8);

    private readonly MerlinRecording? _recording;
    private Strobe128 _strobe;

    private MerlinTranscript(MerlinRecording recording)
    {
        _recording = recording;
        recording.Start(Start);
    }

    /// <summary>Starts a transcript.</summary>
    /// <param name="label">The protocol that it belongs to.</param>
    public MerlinTranscript(ReadOnlySpan<byte> label)
    {
        _strobe = Start;
        Append("dom-sep"u8, label);
    }

    /// <summary>Appends a message.</summary>
    /// <exception cref="InvalidOperationException">The transcript was wiped, or never started.</exception>
    public void Append(ReadOnlySpan<byte> label, ReadOnlySpan<byte> message)
    {
        if (_recording is not null)
        {
            _recording.Append(label, message);
            return;
        }
        _strobe.Message(label, message);
    }

    /// <summary>Appends a number as a message of 8 little-endian bytes (Merlin's append_u64, not a digestible's integer).</summary>
    /// <exception cref="InvalidOperationException">The transcript was wiped, or never started.</exception>
    public void AppendUInt64(ReadOnlySpan<byte> label, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Append(label, bytes);
    }

    /// <summary>Fills a buffer with a challenge, which becomes part of the transcript.</summary>
    /// <exception cref="InvalidOperationException">The transcript was wiped, or never started.</exception>
    public void Challenge(ReadOnlySpan<byte> label, Span<byte> challenge)
    {
        _strobe.Frame(label, challenge.Length);
        _strobe.Prf(challenge);
    }

    /// <summary>A transcript with the same past and its own future.</summary>
    public readonly MerlinTranscript Clone() => this;

    /// <summary>Starts a source of secret randomness that depends on everything appended so far; this transcript does not change.</summary>
    /// <exception cref="InvalidOperationException">The transcript was wiped, or never started.</exception>
    public readonly MerlinWitness StartWitness()
    {
        _strobe.RequireStarted();
        return new MerlinWitness(_strobe);
    }

    /// <summary>Overwrites the state: this transcript is finished.</summary>
    public void Wipe() => _strobe.Wipe();

    /// <summary>Begins a message whose bytes follow in pieces.</summary>
    internal void BeginMessage(ReadOnlySpan<byte> label, int length)
    {
        if (_recording is not null)
        {
            _recording.BeginMessage(label, length);
            return;
        }
        _strobe.Frame(label, length);
        _strobe.Ad(default);
    }

    internal void ContinueMessage(ReadOnlySpan<byte> piece)
    {
        if (_recording is not null) _recording.ContinueMessage(piece);
        else _strobe.ContinueAd(piece);
    }

    /// <summary>Starts a transcript whose messages are only written down: no challenge comes out of it.</summary>
    internal static MerlinTranscript Record(MerlinRecording recording, ReadOnlySpan<byte> label)
    {
        var transcript = new MerlinTranscript(recording);
        transcript.Append("dom-sep"u8, label);
        return transcript;
    }

    /// <summary>Puts the state that every transcript starts with into a lane of rows.</summary>
    internal static unsafe void StartState(ulong* rows, int lanes, int lane)
    {
        for (int w = 0; w < KeccakF1600.Words; w++) rows[(w * lanes) + lane] = Start.Word(w);
    }
}
