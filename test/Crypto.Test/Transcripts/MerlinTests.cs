using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto.Test;

public sealed class MerlinTests
{
    [Fact]
    public void Challenge_OfTheSheetsTranscript_IsItsVector()
    {
        MerlinTranscript transcript = new("test protocol"u8);
        transcript.Append("some label"u8, "some data"u8);
        Assert.Equal("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615", Hex(ref transcript, "challenge"u8));
    }

    [Fact]
    public void Append_OfPieces_IsOneMessage()
    {
        byte[] message = Samples.Bytes(1, 700);
        MerlinTranscript whole = new("p"u8), pieces = new("p"u8);
        whole.Append("m"u8, message);
        pieces.BeginMessage("m"u8, message.Length);
        foreach (byte[] piece in message.Chunk(97)) pieces.ContinueMessage(piece);
        Assert.Equal(Hex(ref whole, "c"u8), Hex(ref pieces, "c"u8));
    }

    [Fact]
    public void Clone_ThenAppend_LeavesTheOriginal()
    {
        MerlinTranscript original = new("p"u8), same = new("p"u8);
        MerlinTranscript fork = original.Clone();
        fork.Append("m"u8, "more"u8);
        string other = Hex(ref fork, "c"u8), expected = Hex(ref same, "c"u8);
        Assert.Equal(expected, Hex(ref original, "c"u8));
        Assert.NotEqual(expected, other, StringComparer.Ordinal);
    }

    [Fact]
    public void Witness_DependsOnTranscriptSecretAndSeed_AndLeavesTheTranscript()
    {
        MerlinTranscript transcript = new("p"u8), untouched = new("p"u8), longer = new("p"u8);
        longer.Append("m"u8, default);
        string[] all =
        [
            Witness(transcript.StartWitness(), 1, 2),
            Witness(transcript.StartWitness(), 3, 2),
            Witness(transcript.StartWitness(), 1, 4),
            Witness(longer.StartWitness(), 1, 2),
        ];
        Assert.Equal(4, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all[0], Witness(transcript.StartWitness(), 1, 2));
        Assert.Equal(Hex(ref untouched, "c"u8), Hex(ref transcript, "c"u8));
    }

    [Fact]
    public void Seed_OfAnotherLength_Names() => Assert.Equal("random", Assert.Throws<ArgumentException>(() =>
    {
        MerlinTranscript transcript = new("p"u8);
        MerlinWitness witness = transcript.StartWitness();
        witness.Seed(new byte[31]);
    }).ParamName);

    [Fact]
    public void Wipe_LeavesZeros()
    {
        MerlinTranscript transcript = new("p"u8);
        transcript.Append("secret"u8, Samples.Bytes(1, 32));
        transcript.Wipe();
        // The transcript holds a reference, null here, so that only an unchecked view shows its bytes.
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<MerlinTranscript, byte>(ref transcript), Unsafe.SizeOf<MerlinTranscript>());
        Assert.True(bytes.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void DefaultOrWiped_Throws()
    {
        foreach (bool wiped in (bool[])[false, true])
        {
            AssertRefused(wiped, (ref MerlinTranscript t) => t.Append("m"u8, "x"u8));
            AssertRefused(wiped, (ref MerlinTranscript t) => t.AppendUInt64("m"u8, 1));
            AssertRefused(wiped, (ref MerlinTranscript t) => t.Challenge("c"u8, new byte[32]));
            AssertRefused(wiped, (ref MerlinTranscript t) => t.StartWitness());
            AssertRefused(wiped, (ref MerlinTranscript t) => t.BeginMessage("m"u8, 1));
            AssertRefused(wiped, (ref MerlinTranscript t) => t.ContinueMessage("x"u8));
            AssertRefused(wiped, (ref MerlinTranscript t) =>
            {
                MerlinTranscript clone = t.Clone();
                clone.Challenge("c"u8, new byte[32]);
            });
            AssertRefused(wiped, (ref MerlinTranscript t) => t.DigestUInt64("m"u8, 1));
            AssertWitnessRefused(wiped, (ref MerlinWitness w) => w.Rekey("signing"u8, "x"u8));
            AssertWitnessRefused(wiped, (ref MerlinWitness w) => w.Seed(new byte[32]));
            AssertWitnessRefused(wiped, (ref MerlinWitness w) => w.Fill(new byte[64]));
            AssertStrobeRefused(wiped, (ref Strobe128 s) => s.MetaAd("m"u8));
            AssertStrobeRefused(wiped, (ref Strobe128 s) => s.ContinueMetaAd("m"u8));
            AssertStrobeRefused(wiped, (ref Strobe128 s) => s.Ad("m"u8));
            AssertStrobeRefused(wiped, (ref Strobe128 s) => s.ContinueAd("m"u8));
            AssertStrobeRefused(wiped, (ref Strobe128 s) => s.Key("m"u8));
            AssertStrobeRefused(wiped, (ref Strobe128 s) => s.Prf(new byte[8]));
        }
    }

    private delegate void Use<T>(ref T value);

    private static void AssertRefused(bool wiped, Use<MerlinTranscript> use)
    {
        MerlinTranscript transcript = wiped ? new("p"u8) : default;
        if (wiped) transcript.Wipe();
        Assert.Throws<InvalidOperationException>(() => use(ref transcript));
    }

    private static void AssertWitnessRefused(bool wiped, Use<MerlinWitness> use)
    {
        MerlinWitness witness = wiped ? new MerlinTranscript("p"u8).StartWitness() : default;
        if (wiped) witness.Wipe();
        Assert.Throws<InvalidOperationException>(() => use(ref witness));
    }

    private static void AssertStrobeRefused(bool wiped, Use<Strobe128> use)
    {
        Strobe128 strobe = wiped ? new("p"u8) : default;
        if (wiped) strobe.Wipe();
        Assert.Throws<InvalidOperationException>(() => use(ref strobe));
    }

    /// <summary>A transcript passed by value would fork without a word: what the callee appends would be lost.</summary>
    [Fact]
    public void Methods_TakeTranscriptsByReference()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<string> byValue = typeof(MerlinTranscript).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(All))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(MerlinTranscript)))
            .Select(m => $"{m.DeclaringType}.{m.Name}");
        Assert.Empty(byValue);
    }

    private static string Witness(MerlinWitness witness, byte secret, byte random)
    {
        byte[] output = new byte[64];
        witness.Rekey("signing"u8, [secret]);
        witness.Seed([.. Enumerable.Repeat(random, 32)]);
        witness.Fill(output);
        witness.Wipe();
        return Convert.ToHexStringLower(output);
    }

    private static string Hex(ref MerlinTranscript transcript, ReadOnlySpan<byte> label)
    {
        byte[] challenge = new byte[32];
        transcript.Challenge(label, challenge);
        return Convert.ToHexStringLower(challenge);
    }
}
