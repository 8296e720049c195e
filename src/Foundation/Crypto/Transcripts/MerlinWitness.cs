// Secret scalars that depend on a transcript, on a witness and on outside randomness (fact sheet crypto §2.1 step C).
using System.Buffers.Binary;

namespace MobileCoin.Crypto;

/// <summary>
/// The prover's randomness in a Merlin protocol: a fork of the transcript's state, rekeyed with secrets.
/// The order is <see cref="Rekey"/> for each witness, <see cref="Seed"/> once, then <see cref="Fill"/>, then <see cref="Wipe"/>.
/// </summary>
public struct MerlinWitness
{
    private Strobe128 _strobe;

    internal MerlinWitness(in Strobe128 strobe) => _strobe = strobe;

    /// <summary>Mixes a secret in.</summary>
    /// <exception cref="InvalidOperationException">The state was wiped, or never started.</exception>
    public void Rekey(ReadOnlySpan<byte> label, ReadOnlySpan<byte> witness)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)witness.Length);
        _strobe.MetaAd(label);
        _strobe.ContinueMetaAd(length);
        _strobe.Key(witness);
    }

    /// <summary>Mixes outside randomness in.</summary>
    /// <param name="random">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    /// <exception cref="InvalidOperationException">The state was wiped, or never started.</exception>
    public void Seed(ReadOnlySpan<byte> random)
    {
        Error.ThrowIfNotLength(random.Length, 32, nameof(random));
        _strobe.MetaAd("rng"u8);
        _strobe.Key(random);
    }

    /// <summary>Fills a buffer with secret random bytes.</summary>
    /// <exception cref="InvalidOperationException">The state was wiped, or never started.</exception>
    public void Fill(Span<byte> output)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)output.Length);
        _strobe.MetaAd(length);
        _strobe.Prf(output);
    }

    /// <summary>Overwrites the state: this source is finished.</summary>
    public void Wipe() => _strobe.Wipe();
}
