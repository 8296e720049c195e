// The generator of fog search keys, version 0 = KexRng20201124, buffered (fact sheet crypto §4.1 to §4.3).
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>
/// Two sides that agree on a secret step through the same sequence of search keys. One caller at a time; holds the secret, so dispose it.
/// </summary>
public sealed partial class KexRng : IDisposable
{
    /// <summary>The only version in existence.</summary>
    public const uint Version = 0;

    /// <summary>Bytes of the shared secret.</summary>
    public const int SecretSize = 32;

    /// <summary>Bytes of an output, a search key.</summary>
    public const int OutputSize = 16;

    private readonly SecretBytes _bytes = new(SecretSize + OutputSize);

    private KexRng()
    {
    }

    /// <summary>The counter of the output that <see cref="Peek"/> shows.</summary>
    public ulong Index { get; private set; }

    /// <summary>The current output, 16 bytes in place: good until the generator moves.</summary>
    public ReadOnlySpan<byte> Peek => Buffer;

    /// <summary>The fields to store, in place.</summary>
    public StoredKexRng Stored => new(Secret, Buffer, Index, Version);

    private Span<byte> Secret => _bytes.Span[..SecretSize];

    private Span<byte> Buffer => _bytes.Span[SecretSize..];

    /// <summary>Starts the sequence of a secret at counter 0.</summary>
    /// <param name="secret">32 bytes, a key exchange's; the caller may wipe them afterwards.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static KexRng FromSecret(ReadOnlySpan<byte> secret)
    {
        Error.ThrowIfNotLength(secret.Length, SecretSize, nameof(secret));
        var rng = new KexRng();
        secret.CopyTo(rng.Secret);
        rng.MoveTo(0);
        return rng;
    }

    /// <summary>Starts the sequence that the holder of <paramref name="ours"/> shares with that of <paramref name="theirs"/>.</summary>
    public static KexRng FromPubkey(RistrettoPrivate ours, in KexRngPubkey theirs) => FromKeys(ours, theirs.PublicKey);

    /// <summary>Starts a sequence between two lasting keys, and names our public one.</summary>
    public static KexRng StaticStatic(RistrettoPrivate ours, in RistrettoPublic theirs, out KexRngPubkey pubkey)
    {
        KexRng rng = FromKeys(ours, theirs);
        pubkey = new KexRngPubkey(ours.PublicKey());
        return rng;
    }

    /// <summary>Starts a sequence between a fresh key, which is forgotten, and a lasting one. Draws 64 bytes, the fresh private key.</summary>
    public static KexRng EphemeralStatic(in RistrettoPublic theirs, RandomFill random, out KexRngPubkey pubkey)
    {
        using var ephemeral = RistrettoPrivate.Random(random);
        return StaticStatic(ephemeral, theirs, out pubkey);
    }

    /// <summary>Goes on from a stored state. Its buffer is trusted as it is, not recomputed.</summary>
    /// <exception cref="UnknownKexRngVersionException">Another version than 0.</exception>
    /// <exception cref="KeyException">The buffer has not 16 bytes, or the secret not 32.</exception>
    public static KexRng Restore(in StoredKexRng stored)
    {
        UnknownKexRngVersionException.ThrowIfUnknown(stored.Version);
        KeyException.ThrowIfNotLength(stored.Buffer.Length, OutputSize);
        KeyException.ThrowIfNotLength(stored.Secret.Length, SecretSize);
        var rng = new KexRng { Index = stored.Counter };
        stored.Secret.CopyTo(rng.Secret);
        stored.Buffer.CopyTo(rng.Buffer);
        return rng;
    }

    /// <summary>Moves to the next output; after the counter 2^64 - 1 comes 0.</summary>
    public void Advance() => MoveTo(unchecked(Index + 1));

    /// <summary>Copies the current output, then moves to the next.</summary>
    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public void Next(Span<byte> output)
    {
        Error.ThrowIfNotLength(output.Length, OutputSize, nameof(output));
        Buffer.CopyTo(output);
        Advance();
    }

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => _bytes.Dispose();

    private static KexRng FromKeys(RistrettoPrivate ours, in RistrettoPublic theirs)
    {
        ArgumentNullException.ThrowIfNull(ours);
        Span<byte> secret = stackalloc byte[SecretSize];
        ours.Agree(theirs, secret);
        KexRng rng = FromSecret(secret);
        CryptographicOperations.ZeroMemory(secret);
        return rng;
    }

    private void MoveTo(ulong index)
    {
        Output(Secret, index, Buffer);
        Index = index;
    }
}
