// AccountKey as a message (fact sheet crypto §9.3).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

public sealed partial class AccountKey : IWireMessage<AccountKey>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Key(1, ViewPrivateKey);
        writer.Key(2, SpendPrivateKey);
        writer.Text(3, FogReportUrl);
        writer.Text(4, FogReportId);
        writer.Bytes(5, _fogAuthoritySpki);
    }

    /// <inheritdoc/>
    public static AccountKey ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> view = default, spend = default, spki = default;
        string url = "", id = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref view); break;
                case 2: reader.Merge(ref spend); break;
                case 3: url = reader.Text(); break;
                case 4: id = reader.Text(); break;
                case 5: spki = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        using RistrettoPrivate viewKey = reader.PrivateKey(view, "AccountKey.view_private_key");
        using RistrettoPrivate spendKey = reader.PrivateKey(spend, "AccountKey.spend_private_key");
        return new AccountKey(viewKey, spendKey, url, id, spki);
    }
}
