// Family account_keys (fact sheet crypto §1.5, §1.6, §1.8, §1.9, §9.3).
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.Accounts.Test;

public sealed class AccountKeysVectors
{
    [Theory, Vectors("account_keys")]
    public void AccountKeys(VectorCase c)
    {
        switch (c.Op)
        {
            case "": FromRootEntropy(c); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static void FromRootEntropy(VectorCase c)
    {
        using var identity = new RootIdentity(c.Hex("root_entropy"), c.Text("fog_report_url"), c.Text("fog_report_id"), c.Hex("fog_authority_spki"));
        Codec.AssertRoundTrip(c.Hex("root_identity_proto"), identity);
        using AccountKey account = identity.ToAccountKey();
        Assert.Equal(c.Hex("view_private"), account.ViewPrivateKey.Scalar.ToBytes());
        Assert.Equal(c.Hex("spend_private"), account.SpendPrivateKey.Scalar.ToBytes());
        Codec.AssertRoundTrip(c.Hex("account_key_proto"), account);
        using ViewAccountKey view = account.ToViewAccountKey();
        Codec.AssertRoundTrip(c.Hex("view_account_key_proto"), view);
        foreach (VectorCase s in c.Items("subaddresses")) Subaddress(s, account, view);
    }

    private static void Subaddress(VectorCase c, AccountKey account, ViewAccountKey view)
    {
        ulong index = c.UInt64("index");
        using RistrettoPrivate c_i = account.SubaddressViewPrivate(index), d_i = account.SubaddressSpendPrivate(index);
        Assert.Equal(c.Hex("view_private"), c_i.Scalar.ToBytes());
        Assert.Equal(c.Hex("spend_private"), d_i.Scalar.ToBytes());
        PublicAddress address = account.Subaddress(index);
        var expected = new VectorCase($"{c}.address", 0, c.Field("address"));
        Addresses.AssertIs(expected, address);
        PublicAddress seen = view.Subaddress(index);
        Assert.Equal((address.ViewPublicKey, address.SpendPublicKey), (seen.ViewPublicKey, seen.SpendPublicKey));
        if (address.HasFog) Assert.True(address.VerifyFogAuthority(account.FogAuthoritySpki));
        else Assert.Equal(address, seen);
    }
}
