// The accounts of development networks: a sequence that a seed determines (fact sheet ledger §5.10).
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Accounts;

/// <summary>The mnemonics that <c>sample-keys</c> makes of a seed, one after the other: account 0 of each is a sample account.</summary>
public sealed class SampleMnemonics : IDisposable
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedSize = Keystream.SeedSize;

    private const int EntropySize = 32;

    private readonly Hc128 _stream;

    /// <summary>Starts the sequence of a seed.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public SampleMnemonics(ReadOnlySpan<byte> seed) => _stream = new Hc128(seed);

    /// <summary>The seed that is used where none is given: 32 bytes of 1.</summary>
    public static ReadOnlySpan<byte> DefaultSeed =>
    [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ];

    /// <summary>The next mnemonic, of 24 words.</summary>
    public Mnemonic Next()
    {
        Span<byte> entropy = stackalloc byte[EntropySize];
        _stream.Fill(entropy);
        var mnemonic = new Mnemonic(entropy);
        CryptographicOperations.ZeroMemory(entropy);
        return mnemonic;
    }

    /// <summary>Wipes the generator.</summary>
    public void Dispose() => _stream.Dispose();
}
