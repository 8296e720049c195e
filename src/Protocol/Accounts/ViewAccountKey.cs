// What sees an account without being able to spend (fact sheet crypto §1.5, §9.3).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>The view private key and the spend public key of an account. Its addresses carry no fog. Wiped on disposal.</summary>
public sealed class ViewAccountKey : IDisposable, IEquatable<ViewAccountKey>, IWireMessage<ViewAccountKey>
{
    /// <summary>A view key.</summary>
    /// <param name="viewPrivateKey">Copied: the caller keeps, and disposes of, its own.</param>
    /// <param name="spendPublicKey">The account's spend public key.</param>
    public ViewAccountKey(RistrettoPrivate viewPrivateKey, in RistrettoPublic spendPublicKey)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        ViewPrivateKey = new RistrettoPrivate(viewPrivateKey.Scalar);
        SpendPublicKey = spendPublicKey;
    }

    /// <summary>The view private key a; it lives as long as this view account key.</summary>
    public RistrettoPrivate ViewPrivateKey { get; }

    /// <summary>The spend public key B.</summary>
    public RistrettoPublic SpendPublicKey { get; }

    /// <inheritdoc/>
    public static ViewAccountKey ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> view = default, spend = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref view); break;
                case 2: reader.Merge(ref spend); break;
                default: reader.Skip(); break;
            }
        }
        using RistrettoPrivate viewKey = reader.PrivateKey(view, "ViewAccountKey.view_private_key");
        return new ViewAccountKey(viewKey, reader.PublicKey(spend, "ViewAccountKey.spend_public_key"));
    }

    /// <summary>The address of a subaddress: D = Hs_i·G + B and C = a·D.</summary>
    public PublicAddress Subaddress(ulong index)
    {
        Scalar offset = SubaddressScalar.Derive(ViewPrivateKey.Scalar, index);
        RistrettoPoint spend = RistrettoPoint.MultiplyBase(offset) + SpendPublicKey.Point;
        Scalar.Wipe(ref offset);
        RistrettoPoint view = RistrettoPoint.Multiply(ViewPrivateKey.Scalar, spend);
        return new PublicAddress(new RistrettoPublic(view), new RistrettoPublic(spend));
    }

    /// <summary>The address that the account gives out.</summary>
    public PublicAddress DefaultSubaddress() => Subaddress(SubaddressIndex.Default);

    /// <summary>The address that change goes to.</summary>
    public PublicAddress ChangeSubaddress() => Subaddress(SubaddressIndex.Change);

    /// <summary>The address that funds gift codes.</summary>
    public PublicAddress GiftCodeSubaddress() => Subaddress(SubaddressIndex.GiftCode);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Key(1, ViewPrivateKey);
        writer.Key(2, SpendPublicKey);
    }

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(ViewAccountKey? other) =>
        other is not null && (ViewPrivateKey.Equals(other.ViewPrivateKey) & SpendPublicKey.Equals(other.SpendPublicKey));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ViewAccountKey);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a view account key has no hash code");

    /// <summary>Wipes the view key.</summary>
    public void Dispose() => ViewPrivateKey.Dispose();
}
