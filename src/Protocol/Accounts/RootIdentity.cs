// Accounts made from 32 bytes of root entropy, as before mnemonics (fact sheet crypto §1.6, §9.3).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>
/// Root entropy, and where the account's fog is. Wiped on disposal. As a message it has upstream's internal form, with the authority at tag 4;
/// the public form has it at tag 5.
/// </summary>
public sealed class RootIdentity : IDisposable, IEquatable<RootIdentity>, IWireMessage<RootIdentity>
{
    /// <summary>Bytes of root entropy.</summary>
    public const int EntropySize = 32;

    private readonly SecretBytes _rootEntropy = new(EntropySize);
    private readonly byte[] _fogAuthoritySpki;

    /// <summary>An account without fog.</summary>
    /// <param name="rootEntropy">32 bytes; copied.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public RootIdentity(ReadOnlySpan<byte> rootEntropy)
        : this(rootEntropy, "", "", default)
    {
    }

    /// <summary>An account.</summary>
    /// <param name="rootEntropy">32 bytes; copied.</param>
    /// <param name="fogReportUrl">Where the fog's report server is; empty without fog.</param>
    /// <param name="fogReportId">Which of its reports is meant.</param>
    /// <param name="fogAuthoritySpki">The SubjectPublicKeyInfo that addresses sign, DER.</param>
    /// <exception cref="ArgumentException">Root entropy of another length.</exception>
    public RootIdentity(ReadOnlySpan<byte> rootEntropy, string fogReportUrl, string fogReportId, ReadOnlySpan<byte> fogAuthoritySpki)
    {
        Error.ThrowIfNotLength(rootEntropy.Length, EntropySize, nameof(rootEntropy));
        ArgumentNullException.ThrowIfNull(fogReportUrl);
        ArgumentNullException.ThrowIfNull(fogReportId);
        rootEntropy.CopyTo(_rootEntropy.Span);
        FogReportUrl = fogReportUrl;
        FogReportId = fogReportId;
        _fogAuthoritySpki = fogAuthoritySpki.ToArray();
    }

    /// <summary>The 32 bytes, in place: whoever copies them wipes the copy.</summary>
    public ReadOnlySpan<byte> RootEntropy => _rootEntropy.Span;

    /// <summary>Where the fog's report server is; empty without fog.</summary>
    public string FogReportUrl { get; }

    /// <summary>Which of the fog's reports is meant.</summary>
    public string FogReportId { get; }

    /// <summary>The SubjectPublicKeyInfo that addresses sign, DER.</summary>
    public ReadOnlySpan<byte> FogAuthoritySpki => _fogAuthoritySpki;

    /// <inheritdoc/>
    public static RootIdentity ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> entropy = default, spki = default;
        string url = "", id = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref entropy); break;
                case 2: url = reader.Text(); break;
                case 3: id = reader.Text(); break;
                case 4: spki = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        ReadOnlySpan<byte> bytes = reader.Wrapped(entropy, EntropySize, "RootIdentity.root_entropy");
        return new RootIdentity(bytes.IsEmpty ? stackalloc byte[EntropySize] : bytes, url, id, spki);
    }

    /// <summary>Derives the keys: HKDF over BLAKE2b-256, reduced modulo l.</summary>
    public AccountKey ToAccountKey()
    {
        using RistrettoPrivate view = DeriveKey("view"u8);
        using RistrettoPrivate spend = DeriveKey("spend"u8);
        return new AccountKey(view, spend, FogReportUrl, FogReportId, _fogAuthoritySpki);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Wrapper(1, _rootEntropy.Span);
        writer.Text(2, FogReportUrl);
        writer.Text(3, FogReportId);
        writer.Bytes(4, _fogAuthoritySpki);
    }

    /// <summary>Equality of entropy and fog; fixed-time as to the entropy.</summary>
    public bool Equals(RootIdentity? other) =>
        other is not null
        && Choice.Equal(_rootEntropy.Span, other._rootEntropy.Span).Reveal()
        && string.Equals(FogReportUrl, other.FogReportUrl, StringComparison.Ordinal)
        && string.Equals(FogReportId, other.FogReportId, StringComparison.Ordinal)
        && FogAuthoritySpki.SequenceEqual(other.FogAuthoritySpki);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RootIdentity);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("root entropy has no hash code");

    /// <summary>Wipes the entropy.</summary>
    public void Dispose() => _rootEntropy.Dispose();

    private RistrettoPrivate DeriveKey(ReadOnlySpan<byte> info)
    {
        Span<byte> bytes = stackalloc byte[RistrettoPrivate.Size];
        HkdfBlake2b256.DeriveKey(_rootEntropy.Span, bytes, default, info);
        var key = RistrettoPrivate.FromBytesModOrder(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }
}
