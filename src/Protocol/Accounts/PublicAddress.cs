// Where money is sent to (fact sheet crypto §1.8, §1.9, §5.7, §9.3).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>The public keys of a subaddress, and the fog that its owner's outputs are found through, if any. Immutable.</summary>
public sealed class PublicAddress : IEquatable<PublicAddress>, IComparable<PublicAddress>, IDigestible, IWireMessage<PublicAddress>
{
    private readonly RistrettoPublic _viewPublicKey, _spendPublicKey;
    private readonly byte[] _fogAuthoritySig;

    /// <summary>An address without fog.</summary>
    public PublicAddress(in RistrettoPublic viewPublicKey, in RistrettoPublic spendPublicKey)
        : this(viewPublicKey, spendPublicKey, "", "", default)
    {
    }

    /// <summary>An address.</summary>
    /// <param name="viewPublicKey">The subaddress' view public key C.</param>
    /// <param name="spendPublicKey">The subaddress' spend public key D.</param>
    /// <param name="fogReportUrl">Where the fog's report server is; empty without fog.</param>
    /// <param name="fogReportId">Which of its reports is meant, mostly empty.</param>
    /// <param name="fogAuthoritySig">The owner's signature of the fog's authority (see <see cref="FogAuthority"/>), not checked here.</param>
    public PublicAddress(
        in RistrettoPublic viewPublicKey,
        in RistrettoPublic spendPublicKey,
        string fogReportUrl,
        string fogReportId,
        ReadOnlySpan<byte> fogAuthoritySig)
    {
        ArgumentNullException.ThrowIfNull(fogReportUrl);
        ArgumentNullException.ThrowIfNull(fogReportId);
        _viewPublicKey = viewPublicKey;
        _spendPublicKey = spendPublicKey;
        FogReportUrl = fogReportUrl;
        FogReportId = fogReportId;
        _fogAuthoritySig = fogAuthoritySig.ToArray();
    }

    /// <summary>The subaddress' view public key C.</summary>
    public ref readonly RistrettoPublic ViewPublicKey => ref _viewPublicKey;

    /// <summary>The subaddress' spend public key D.</summary>
    public ref readonly RistrettoPublic SpendPublicKey => ref _spendPublicKey;

    /// <summary>Where the fog's report server is; empty without fog.</summary>
    public string FogReportUrl { get; }

    /// <summary>Which of the fog's reports is meant.</summary>
    public string FogReportId { get; }

    /// <summary>The owner's signature of the fog's authority as it came; empty without fog.</summary>
    public ReadOnlySpan<byte> FogAuthoritySig => _fogAuthoritySig;

    /// <summary>Whether the owner's outputs are found through a fog.</summary>
    public bool HasFog => FogReportUrl.Length != 0;

    /// <summary>What memos and logs know the address by.</summary>
    public ShortAddressHash ShortAddressHash()
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Compute("mc-address"u8, this, digest);
        return new ShortAddressHash(digest[..Accounts.ShortAddressHash.Size]);
    }

    /// <summary>Whether the authority signature is well formed and verifies. Variable time: everything is public.</summary>
    /// <param name="fogAuthoritySpki">The SubjectPublicKeyInfo of the fog's authority, DER.</param>
    public bool VerifyFogAuthority(ReadOnlySpan<byte> fogAuthoritySpki) =>
        RistrettoSignature.TryParse(_fogAuthoritySig, out RistrettoSignature signature)
        && FogAuthority.Verify(_viewPublicKey, fogAuthoritySpki, signature);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "PublicAddress"u8);
        node.Value("view_public_key"u8, _viewPublicKey);
        node.Value("spend_public_key"u8, _spendPublicKey);
        node.TextAlways("fog_report_url"u8, FogReportUrl);
        node.TextAlways("fog_report_id"u8, FogReportId);
        node.BytesAlways("fog_authority_sig"u8, _fogAuthoritySig);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Key(1, _viewPublicKey);
        writer.Key(2, _spendPublicKey);
        writer.Text(3, FogReportUrl);
        writer.Text(4, FogReportId);
        writer.Bytes(5, _fogAuthoritySig);
    }

    /// <inheritdoc/>
    public static PublicAddress ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> view = default, spend = default, signature = default;
        string url = "", id = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref view); break;
                case 2: reader.Merge(ref spend); break;
                case 3: url = reader.Text(); break;
                case 4: id = reader.Text(); break;
                case 5: signature = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new PublicAddress(
            reader.PublicKey(view, "PublicAddress.view_public_key"),
            reader.PublicKey(spend, "PublicAddress.spend_public_key"),
            url,
            id,
            signature);
    }

    /// <inheritdoc/>
    public bool Equals(PublicAddress? other) =>
        other is not null
        && _viewPublicKey == other._viewPublicKey
        && _spendPublicKey == other._spendPublicKey
        && string.Equals(FogReportUrl, other.FogReportUrl, StringComparison.Ordinal)
        && string.Equals(FogReportId, other.FogReportId, StringComparison.Ordinal)
        && FogAuthoritySig.SequenceEqual(other.FogAuthoritySig);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicAddress);

    /// <summary>By view key, spend key, and then the fog's url, report and signature.</summary>
    public int CompareTo(PublicAddress? other)
    {
        if (other is null) return 1;
        int order = _viewPublicKey.Encoding.CompareTo(other._viewPublicKey.Encoding);
        if (order == 0) order = _spendPublicKey.Encoding.CompareTo(other._spendPublicKey.Encoding);
        if (order == 0) order = string.CompareOrdinal(FogReportUrl, other.FogReportUrl);
        if (order == 0) order = string.CompareOrdinal(FogReportId, other.FogReportId);
        return order == 0 ? FogAuthoritySig.SequenceCompareTo(other.FogAuthoritySig) : order;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_viewPublicKey.Encoding, _spendPublicKey.Encoding);

    /// <summary>For logs: <c>MOB</c>, both keys in hex, and the fog's url and report. Not a wire form.</summary>
    public override string ToString() =>
        $"MOB{Convert.ToHexString(_spendPublicKey.ToBytes())}{Convert.ToHexString(_viewPublicKey.ToBytes())}"
        + (FogReportUrl.Length == 0 ? "" : $":'{FogReportUrl}'")
        + (FogReportId.Length == 0 ? "" : $"#{FogReportId}");
}
