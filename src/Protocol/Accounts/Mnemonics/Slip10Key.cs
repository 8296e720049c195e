// From a mnemonic to an account: SLIP-0010 on the path m/44'/866'/n', then one HKDF a key (fact sheet crypto §1.7).
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Accounts;

/// <summary>The private key of a SLIP-0010 node, 32 bytes, which an account's keys derive from. Wiped on disposal.</summary>
public sealed class Slip10Key : IDisposable
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private const int HashSize = 64;
    private const uint Hardened = 0x80000000;
    private const uint UsageBip44 = 44, CoinType = 866;

    private readonly SecretBytes _key = new(Size);

    /// <summary>Takes the 32 bytes of a node; copied.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public Slip10Key(ReadOnlySpan<byte> key)
    {
        Error.ThrowIfNotLength(key.Length, Size, nameof(key));
        key.CopyTo(_key.Span);
    }

    /// <summary>The 32 bytes, in place: whoever copies them wipes the copy.</summary>
    public ReadOnlySpan<byte> Bytes => _key.Span;

    /// <summary>The node of an account of a mnemonic, without passphrase.</summary>
    /// <param name="mnemonic">The words.</param>
    /// <param name="accountIndex">The account; its upper bit is set anyway.</param>
    public static Slip10Key Derive(Mnemonic mnemonic, uint accountIndex)
    {
        ArgumentNullException.ThrowIfNull(mnemonic);
        Span<byte> seed = stackalloc byte[Mnemonic.SeedSize];
        mnemonic.DeriveSeed(default, seed);
        Slip10Key key = Derive(seed, [UsageBip44, CoinType, accountIndex]);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>The node of a path for the curve "ed25519 seed", all of whose steps are hardened.</summary>
    internal static Slip10Key Derive(ReadOnlySpan<byte> seed, ReadOnlySpan<uint> path)
    {
        Span<byte> node = stackalloc byte[HashSize]; // key, chain code
        Span<byte> child = stackalloc byte[1 + Size + sizeof(uint)];
        HMACSHA512.HashData("ed25519 seed"u8, seed, node);
        foreach (uint step in path)
        {
            child[0] = 0;
            node[..Size].CopyTo(child[1..]);
            BinaryPrimitives.WriteUInt32BigEndian(child[(1 + Size)..], step | Hardened);
            HMACSHA512.HashData(node[Size..], child, node);
        }
        var key = new Slip10Key(node[..Size]);
        CryptographicOperations.ZeroMemory(node);
        CryptographicOperations.ZeroMemory(child);
        return key;
    }

    /// <summary>The account without fog.</summary>
    public AccountKey ToAccountKey() => ToAccountKey("", "", default);

    /// <summary>The account.</summary>
    /// <param name="fogReportUrl">Where the fog's report server is; empty without fog.</param>
    /// <param name="fogReportId">Which of its reports is meant.</param>
    /// <param name="fogAuthoritySpki">The SubjectPublicKeyInfo that addresses sign, DER.</param>
    public AccountKey ToAccountKey(string fogReportUrl, string fogReportId, ReadOnlySpan<byte> fogAuthoritySpki)
    {
        using RistrettoPrivate view = DeriveScalar("mobilecoin-ristretto255-view"u8);
        using RistrettoPrivate spend = DeriveScalar("mobilecoin-ristretto255-spend"u8);
        return new AccountKey(view, spend, fogReportUrl, fogReportId, fogAuthoritySpki);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>The 64 bytes that reduce to a private key.</summary>
    internal void DeriveWide(ReadOnlySpan<byte> salt, Span<byte> wide) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA512, _key.Span, wide, salt, default);

    private RistrettoPrivate DeriveScalar(ReadOnlySpan<byte> salt)
    {
        Span<byte> wide = stackalloc byte[HashSize];
        DeriveWide(salt, wide);
        Scalar scalar = Scalar.FromBytesModOrderWide(wide);
        var key = new RistrettoPrivate(scalar);
        Scalar.Wipe(ref scalar);
        CryptographicOperations.ZeroMemory(wide);
        return key;
    }
}
