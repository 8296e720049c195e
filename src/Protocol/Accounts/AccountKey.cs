// The keys of an account, and what its subaddresses are (fact sheet crypto §1.5, §1.8).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Accounts;

/// <summary>
/// View and spend private key of an account, and where its fog is. Every subaddress, and everything spent from it, derives from these keys in
/// constant time. Wiped on disposal; there is no text form.
/// </summary>
public sealed partial class AccountKey : IDisposable, IEquatable<AccountKey>
{
    private readonly byte[] _fogAuthoritySpki;

    /// <summary>An account without fog.</summary>
    /// <param name="viewPrivateKey">Copied: the caller keeps, and disposes of, its own.</param>
    /// <param name="spendPrivateKey">Copied as well.</param>
    public AccountKey(RistrettoPrivate viewPrivateKey, RistrettoPrivate spendPrivateKey)
        : this(viewPrivateKey, spendPrivateKey, "", "", default)
    {
    }

    /// <summary>An account.</summary>
    /// <param name="viewPrivateKey">Copied: the caller keeps, and disposes of, its own.</param>
    /// <param name="spendPrivateKey">Copied as well.</param>
    /// <param name="fogReportUrl">Where the fog's report server is; empty without fog.</param>
    /// <param name="fogReportId">Which of its reports is meant, mostly empty.</param>
    /// <param name="fogAuthoritySpki">
    /// The SubjectPublicKeyInfo (DER, with its outer SEQUENCE) of the root that vouches for the fog's reports: addresses sign it.
    /// </param>
    public AccountKey(
        RistrettoPrivate viewPrivateKey,
        RistrettoPrivate spendPrivateKey,
        string fogReportUrl,
        string fogReportId,
        ReadOnlySpan<byte> fogAuthoritySpki)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        ArgumentNullException.ThrowIfNull(spendPrivateKey);
        ArgumentNullException.ThrowIfNull(fogReportUrl);
        ArgumentNullException.ThrowIfNull(fogReportId);
        ViewPrivateKey = new RistrettoPrivate(viewPrivateKey.Scalar);
        SpendPrivateKey = new RistrettoPrivate(spendPrivateKey.Scalar);
        FogReportUrl = fogReportUrl;
        FogReportId = fogReportId;
        _fogAuthoritySpki = fogAuthoritySpki.ToArray();
    }

    /// <summary>The view private key a; it lives as long as this account key.</summary>
    public RistrettoPrivate ViewPrivateKey { get; }

    /// <summary>The spend private key b; it lives as long as this account key.</summary>
    public RistrettoPrivate SpendPrivateKey { get; }

    /// <summary>Where the fog's report server is; empty without fog.</summary>
    public string FogReportUrl { get; }

    /// <summary>Which of the fog's reports is meant.</summary>
    public string FogReportId { get; }

    /// <summary>The SubjectPublicKeyInfo that addresses sign, DER.</summary>
    public ReadOnlySpan<byte> FogAuthoritySpki => _fogAuthoritySpki;

    /// <summary>Draws an account without fog: 64 bytes for the spend key, then 64 for the view key.</summary>
    public static AccountKey Random(RandomFill random)
    {
        using var spend = RistrettoPrivate.Random(random);
        using var view = RistrettoPrivate.Random(random);
        return new AccountKey(view, spend);
    }

    /// <summary>The same keys with other fog, or none.</summary>
    public AccountKey WithFog(string fogReportUrl, string fogReportId, ReadOnlySpan<byte> fogAuthoritySpki) =>
        new(ViewPrivateKey, SpendPrivateKey, fogReportUrl, fogReportId, fogAuthoritySpki);

    /// <summary>The spend private key d of a subaddress: Hs_i + b.</summary>
    public RistrettoPrivate SubaddressSpendPrivate(ulong index)
    {
        Scalar spend = SpendScalar(index);
        var key = new RistrettoPrivate(spend);
        Scalar.Wipe(ref spend);
        return key;
    }

    /// <summary>The view private key c of a subaddress: a · d.</summary>
    public RistrettoPrivate SubaddressViewPrivate(ulong index)
    {
        Scalar spend = SpendScalar(index);
        Scalar view = ViewPrivateKey.Scalar * spend;
        var key = new RistrettoPrivate(view);
        Scalar.Wipe(ref spend);
        Scalar.Wipe(ref view);
        return key;
    }

    /// <summary>The address of a subaddress, with fog and authority signature if the account has fog.</summary>
    public PublicAddress Subaddress(ulong index)
    {
        using RistrettoPrivate spend = SubaddressSpendPrivate(index);
        using RistrettoPrivate view = SubaddressViewPrivate(index);
        ReadOnlySpan<byte> signature = default;
        if (FogReportUrl.Length != 0) signature = FogAuthority.Sign(view, _fogAuthoritySpki).ToBytes();
        return new PublicAddress(view.PublicKey(), spend.PublicKey(), FogReportUrl, FogReportId, signature);
    }

    /// <summary>The address that the account gives out.</summary>
    public PublicAddress DefaultSubaddress() => Subaddress(SubaddressIndex.Default);

    /// <summary>The address that change goes to.</summary>
    public PublicAddress ChangeSubaddress() => Subaddress(SubaddressIndex.Change);

    /// <summary>The address that funds gift codes.</summary>
    public PublicAddress GiftCodeSubaddress() => Subaddress(SubaddressIndex.GiftCode);

    /// <summary>What finds the account's outputs without spending them.</summary>
    public ViewAccountKey ToViewAccountKey() => new(ViewPrivateKey, SpendPrivateKey.PublicKey());

    /// <summary>Equality of keys and fog; fixed-time as to the keys.</summary>
    public bool Equals(AccountKey? other) =>
        other is not null
        && (ViewPrivateKey.Equals(other.ViewPrivateKey) & SpendPrivateKey.Equals(other.SpendPrivateKey))
        && string.Equals(FogReportUrl, other.FogReportUrl, StringComparison.Ordinal)
        && string.Equals(FogReportId, other.FogReportId, StringComparison.Ordinal)
        && FogAuthoritySpki.SequenceEqual(other.FogAuthoritySpki);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccountKey);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("an account key has no hash code");

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        ViewPrivateKey.Dispose();
        SpendPrivateKey.Dispose();
    }

    private Scalar SpendScalar(ulong index)
    {
        Scalar offset = SubaddressScalar.Derive(ViewPrivateKey.Scalar, index);
        Scalar spend = offset + SpendPrivateKey.Scalar;
        Scalar.Wipe(ref offset);
        return spend;
    }
}
