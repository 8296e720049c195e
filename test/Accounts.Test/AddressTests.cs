// Addresses and account keys: fog, order, refusals (fact sheet crypto §1.1, §1.8, §9.3).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Accounts.Test;

public sealed class AddressTests
{
    [Theory]
    [InlineData(SubaddressIndex.Default)]
    [InlineData(SubaddressIndex.Change)]
    [InlineData(SubaddressIndex.GiftCode)]
    [InlineData(77)]
    public void Subaddress_OfAFogAccount_VouchesForItsFog(ulong index)
    {
        using AccountKey account = Samples.FogAccount(1);
        PublicAddress address = account.Subaddress(index);
        Assert.Equal((account.FogReportUrl, account.FogReportId), (address.FogReportUrl, address.FogReportId));
        Assert.True(address.VerifyFogAuthority(account.FogAuthoritySpki));
        Assert.False(address.VerifyFogAuthority([]));
        Assert.False(address.VerifyFogAuthority(Samples.Bytes(2, 44)));
        using ViewAccountKey view = account.ToViewAccountKey();
        Assert.False(view.Subaddress(index).HasFog);
        Assert.Equal(address.SpendPublicKey, view.Subaddress(index).SpendPublicKey);
        Codec.AssertRoundTrip(address.Encode(), address);
    }

    [Fact]
    public void ReservedSubaddresses_AreThoseOfTheAccount()
    {
        using AccountKey account = Samples.FogAccount(1);
        var reserved = new ReservedSubaddresses(account);
        Assert.Equal(account.Subaddress(0), reserved.PrimaryAddress);
        Assert.Equal(account.Subaddress(ulong.MaxValue - 1), reserved.ChangeSubaddress);
        Assert.Equal(account.Subaddress(ulong.MaxValue - 2), reserved.GiftCodeSubaddress);
        using ViewAccountKey view = account.ToViewAccountKey();
        Assert.Equal(view.ChangeSubaddress(), new ReservedSubaddresses(view).ChangeSubaddress);
    }

    [Fact]
    public void VerifyFogAuthority_SignatureOfAnotherShape_IsFalse()
    {
        using AccountKey account = Samples.FogAccount(1);
        PublicAddress address = account.DefaultSubaddress();
        byte[] signature = address.FogAuthoritySig.ToArray();
        byte[] unmarked = [.. signature];
        unmarked[63] &= 0x7f;
        foreach (byte[] other in (byte[][])[[], signature[..63], [.. signature, 0], unmarked, new byte[64]])
        {
            var changed = new PublicAddress(address.ViewPublicKey, address.SpendPublicKey, address.FogReportUrl, "", other);
            Assert.False(changed.VerifyFogAuthority(account.FogAuthoritySpki));
            Codec.AssertRoundTrip(changed.Encode(), changed);
        }
    }

    [Fact]
    public void Text_HasUrlAndReport()
    {
        RistrettoPublic key = default;
        string keys = "MOB" + new string('0', 128);
        Assert.Equal(keys, new PublicAddress(key, key).ToString());
        Assert.Equal(keys + ":'fog://a'", new PublicAddress(key, key, "fog://a", "", default).ToString());
        Assert.Equal(keys + ":'fog://a'#b", new PublicAddress(key, key, "fog://a", "b", default).ToString());
        Assert.Equal(keys + "#b", new PublicAddress(key, key, "", "b", default).ToString());
    }

    [Fact]
    public void Equality_AndOrder_AreThatOfAllFields()
    {
        PublicAddress a = Samples.FogAccount(1).DefaultSubaddress();
        PublicAddress[] others =
        [
            new(a.SpendPublicKey, a.SpendPublicKey, a.FogReportUrl, a.FogReportId, a.FogAuthoritySig),
            new(a.ViewPublicKey, a.ViewPublicKey, a.FogReportUrl, a.FogReportId, a.FogAuthoritySig),
            new(a.ViewPublicKey, a.SpendPublicKey, a.FogReportUrl + "x", a.FogReportId, a.FogAuthoritySig),
            new(a.ViewPublicKey, a.SpendPublicKey, a.FogReportUrl, "x", a.FogAuthoritySig),
            new(a.ViewPublicKey, a.SpendPublicKey, a.FogReportUrl, a.FogReportId, a.FogAuthoritySig[1..]),
        ];
        foreach (PublicAddress b in others)
        {
            Assert.NotEqual(a, b);
            Assert.NotEqual(a.ShortAddressHash(), b.ShortAddressHash());
            Assert.Equal(-Math.Sign(a.CompareTo(b)), Math.Sign(b.CompareTo(a)));
            Assert.NotEqual(0, a.CompareTo(b));
        }
        Assert.Equal(0, a.CompareTo(new PublicAddress(a.ViewPublicKey, a.SpendPublicKey, a.FogReportUrl, a.FogReportId, a.FogAuthoritySig)));
    }

    // Absent keys stand for the identity and for zero (fact sheet crypto §1.1).
    [Fact]
    public void Absent_Keys_AreTheDefaults()
    {
        PublicAddress address = WireMessage.Decode<PublicAddress>([]);
        Assert.Equal(new PublicAddress(default, default), address);
        Assert.Equal(address, WireMessage.Decode<PublicAddress>([0x0a, 0, 0x12, 0]));
        Assert.Equal(72, address.Encode().Length);
        using AccountKey account = WireMessage.Decode<AccountKey>([]);
        Assert.Equal(Scalar.Zero, account.ViewPrivateKey.Scalar);
        using RootIdentity identity = WireMessage.Decode<RootIdentity>([]);
        Assert.Equal(new byte[32], identity.RootEntropy.ToArray());
    }

    [Fact]
    public void Decode_RefusesByName()
    {
        Refused<PublicAddress>("PublicAddress.view_public_key", Key(1, Filled(32, 0xff)));
        Refused<PublicAddress>("PublicAddress.spend_public_key", Key(2, new byte[31]));
        Refused<PublicAddress>("PublicAddress.spend_public_key", Key(2, []));
        Refused<AccountKey>("AccountKey.view_private_key", Key(1, Filled(32, 0xff)));
        Refused<AccountKey>("AccountKey.spend_private_key", Key(2, new byte[33]));
        Refused<ViewAccountKey>("ViewAccountKey.spend_public_key", Key(2, Filled(32, 1)));
        Refused<RootIdentity>("RootIdentity.root_entropy", Key(1, new byte[31]));
        Refused<PublicAddress>("UTF-8", [0x1a, 1, 0xff]);
        Refused<UncheckedMnemonicAccount>("UTF-8", [0x0a, 1, 0xff]);
    }

    [Fact]
    public void Decode_TakesAnyOrderAndUnknownFields()
    {
        PublicAddress address = Samples.FogAccount(3).DefaultSubaddress();
        byte[] bytes = address.Encode();
        byte[] mixed = [.. bytes[36..], 0x78, 5, .. bytes[..36]];
        Assert.Equal(address, WireMessage.Decode<PublicAddress>(mixed));
    }

    [Fact]
    public void Decode_TruncatedAnywhere_IsAMessageOrAWireException()
    {
        byte[] bytes = Samples.FogAccount(3).DefaultSubaddress().Encode();
        for (int length = 0; length < bytes.Length; length++)
        {
            try
            {
                WireMessage.Decode<PublicAddress>(bytes.AsSpan(0, length));
            }
            catch (WireException)
            {
            }
        }
    }

    [Fact]
    public void Disposed_AccountsHoldNothing()
    {
        AccountKey account = Samples.Account(1);
        account.Dispose();
        Assert.Throws<ObjectDisposedException>(() => account.Subaddress(0));
        Assert.Throws<ObjectDisposedException>(() => account.Encode());
    }

    [Fact]
    public void ShortAddressHash_OtherLengths_AreRefused()
    {
        Assert.Equal("bytes", Assert.Throws<ArgumentException>(() => new ShortAddressHash(new byte[15])).ParamName);
        Assert.Equal("bytes", Assert.Throws<ArgumentException>(() => default(ShortAddressHash).CopyTo(new byte[17])).ParamName);
        Assert.Equal("rootEntropy", Assert.Throws<ArgumentException>(() => new RootIdentity(new byte[31])).ParamName);
        Assert.Equal("key", Assert.Throws<ArgumentException>(() => new Slip10Key(new byte[33])).ParamName);
    }

    private static byte[] Filled(int length, byte value) => [.. Enumerable.Repeat(value, length)];

    private static byte[] Key(byte field, byte[] key) => [(byte)(field << 3 | 2), (byte)(key.Length + 2), 0x0a, (byte)key.Length, .. key];

    private static void Refused<T>(string name, byte[] bytes)
        where T : IWireMessage<T> => Assert.Contains(name, Assert.Throws<WireException>(() => WireMessage.Decode<T>(bytes)).Message, StringComparison.Ordinal);
}
