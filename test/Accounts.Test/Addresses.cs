using MobileCoin.Testing;

namespace MobileCoin.Accounts.Test;

/// <summary>The form in which the vectors give an address.</summary>
internal static class Addresses
{
    /// <summary>That an address is the one given, in every form.</summary>
    internal static void AssertIs(VectorCase expected, PublicAddress address)
    {
        Assert.Equal(expected.Hex("view_public"), address.ViewPublicKey.ToBytes());
        Assert.Equal(expected.Hex("spend_public"), address.SpendPublicKey.ToBytes());
        Assert.Equal(TextOrEmpty(expected, "fog_report_url"), address.FogReportUrl);
        Assert.Equal(TextOrEmpty(expected, "fog_report_id"), address.FogReportId);
        Assert.Equal(expected.IsNull("fog_authority_sig") ? [] : expected.Hex("fog_authority_sig"), address.FogAuthoritySig.ToArray());
        byte[] digest = new byte[Crypto.Digest.Size];
        Crypto.Digest.Compute("mc-address"u8, address, digest);
        Assert.Equal(expected.Hex("digest_mc_address"), digest);
        Assert.Equal(expected.Hex("short_address_hash"), address.ShortAddressHash().ToBytes());
        Assert.Equal(expected.Text("display"), address.ToString());
        Codec.AssertRoundTrip(expected.Hex("proto"), address);
    }

    private static string TextOrEmpty(VectorCase c, string field) => c.IsNull(field) ? "" : c.Text(field);
}
