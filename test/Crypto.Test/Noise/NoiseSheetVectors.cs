// The derived vectors of the fact sheet (crypto §6.9).
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class NoiseSheetVectors
{
    [Theory]
    [InlineData(0x11, "7b4e909bbe7ffe44c465a220037d608ee35897d31ef972f07f74892cb0f73f13")]
    [InlineData(0x22, "0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20")]
    [InlineData(0x33, "7b0d47d93427f8311160781c7c733fd89f88970aef490d8aa0ee19a4cb8a1b14")]
    [InlineData(0x44, "ff2ee45601ec1b67310c7790404585ae697331eee1c1f8cf2419731c1fff3e6b")]
    public void PublicKey_OfRepeatedByte(byte privateByte, string publicKey)
    {
        byte[] actual = new byte[32];
        X25519.PublicKey(NoisePair.Repeat(privateByte), actual);
        Assert.Equal(publicKey, Convert.ToHexStringLower(actual));
    }

    [Fact]
    public void Transcript_NameThenData_IsUpstreamsHash()
    {
        using var state = new SymmetricState(NoisePatterns.ProtocolName(NoisePattern.IX), "data to be mixed"u8);
        Assert.Equal(
            "291b305218e3c10f1cf53405c6678c81c0f67a94d9df8406142533639e21b68ee78151ee784783edc69f11b7c4502ad93d40bb5f52233c7e52353a92eb1a28b1",
            Convert.ToHexStringLower(state.TranscriptHash));
    }

    [Fact]
    public void NX_MessagesChannelAndTransport()
    {
        var pair = new NoisePair(NoisePattern.NX);
        byte[] message1 = pair.Initiator.WriteMessage([]);
        Assert.Equal("7b4e909bbe7ffe44c465a220037d608ee35897d31ef972f07f74892cb0f73f13", Convert.ToHexStringLower(message1));
        Assert.Empty(pair.Responder.ReadMessage(message1));
        byte[] message2 = pair.Responder.WriteMessage("evidence-bytes"u8);
        Assert.Equal(
            "0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20c7f0df0fa826e4498bf31cd708279eacf2b275b993ee4674410ee5f63f1086ff"
            + "5b3d48c234457e5a8241059ef65c417e05be5dd80e0ff8caa164c3ea40f43c46ec4e4e4dcb3453cfe1e9b915d238",
            Convert.ToHexStringLower(message2));
        Assert.Equal("evidence-bytes", Encoding.ASCII.GetString(pair.Initiator.ReadMessage(message2)));

        using NoiseSession initiator = pair.Initiator.TakeSession(), responder = pair.Responder.TakeSession();
        Assert.Equal(
            "02e3134a5c5fa3b8a3928fd86dda130ad9be0e2ebdecc79e408f84aefdc4f98cd3217249a3279c64d575cd4c15aff41aec03eaaab89c52de019f2828b7856cb0",
            Convert.ToHexStringLower(initiator.ChannelBinding));
        Assert.Equal("07777b36de8765cd4da1f1e82617313c9cc9250c", Send(initiator, responder, "aad", "ping"));
        Assert.Equal("0d54dd17f401e9d71097c9cc5cb72efe3f4de913", Send(initiator, responder, "", "ping"));
        Assert.Equal("b951eb23315188dccef49f7fd7a275eee0787162", Send(responder, initiator, "", "pong"));
        AssertKeys(
            "2272d517d1c565aef8bfd28b89ecbe099f045311f1ee516706ba8db84e4c63cf",
            "10a10834907e60488237424b9c815618b90fedaed7bd1e24900e5947377f0bbc",
            NoisePair.Completed(NoisePattern.NX));
    }

    [Fact]
    public void IX_MessagesChannelAndKeys()
    {
        var pair = new NoisePair(NoisePattern.IX);
        byte[] message1 = pair.Initiator.WriteMessage("init-evidence"u8);
        Assert.Equal(
            "7b4e909bbe7ffe44c465a220037d608ee35897d31ef972f07f74892cb0f73f13ff2ee45601ec1b67310c7790404585ae697331eee1c1f8cf2419731c1fff3e6b"
            + "696e69742d65766964656e6365",
            Convert.ToHexStringLower(message1));
        Assert.Equal("init-evidence", Encoding.ASCII.GetString(pair.Responder.ReadMessage(message1)));
        byte[] message2 = pair.Responder.WriteMessage("evidence-bytes"u8);
        Assert.Equal(
            "0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20f8111dd8b1b12b6f15ae5c20406fa0407d8518e5c319867bc77be1b32ecf0023"
            + "1509ddc0a23a4312e176c9d95fb57557e2fa7e95ce316d63fb44ab28edf0397c65ece63d671fbe1209f222497cf7",
            Convert.ToHexStringLower(message2));
        Assert.Equal("evidence-bytes", Encoding.ASCII.GetString(pair.Initiator.ReadMessage(message2)));

        using NoiseSession responder = pair.Responder.TakeSession();
        Assert.Equal(
            "483a563591663f54542b1555b0ef603bffcc5147c87c5ff26a181fefed821e48de7d027d91d9c1080f2c64ba090ea44f3015a3315b41d4dd54b971484b7ca31b",
            Convert.ToHexStringLower(responder.ChannelBinding));
        Assert.Equal(
            "ff2ee45601ec1b67310c7790404585ae697331eee1c1f8cf2419731c1fff3e6b", Convert.ToHexStringLower(responder.RemoteStaticKey));
        byte[] message = new byte[NoiseSession.Overhead];
        responder.Encrypt([], [], message);
        AssertEmptyMessage("fd9f26f40d7da06b4dc19b4308b1f260be987d7ba1b4bf863351d5fd97d8a59b", message);
        using NoiseSession initiator = pair.Initiator.TakeSession();
        initiator.Encrypt([], [], message);
        AssertEmptyMessage("3ea571a0fd6f75ca0f28361aaecaaa9f4a1578cb547ffa422cdba67cc288f160", message);
    }

    private static string Send(NoiseSession from, NoiseSession to, string aad, string text)
    {
        byte[] message = new byte[text.Length + NoiseSession.Overhead], plaintext = new byte[text.Length];
        from.Encrypt(Encoding.ASCII.GetBytes(aad), Encoding.ASCII.GetBytes(text), message);
        Assert.True(to.TryDecrypt(Encoding.ASCII.GetBytes(aad), message, plaintext, out _));
        Assert.Equal(text, Encoding.ASCII.GetString(plaintext));
        return Convert.ToHexStringLower(message);
    }

    private static void AssertKeys(string toResponder, string toInitiator, NoisePair pair)
    {
        byte[] message = new byte[NoiseSession.Overhead];
        using NoiseSession initiator = pair.Initiator.TakeSession(), responder = pair.Responder.TakeSession();
        initiator.Encrypt([], [], message);
        AssertEmptyMessage(toResponder, message);
        responder.Encrypt([], [], message);
        AssertEmptyMessage(toInitiator, message);
    }

    /// <summary>The first message, empty, is the one that the platform's GCM makes with this key.</summary>
    private static void AssertEmptyMessage(string key, byte[] message)
    {
        using var platform = new AesGcm(Convert.FromHexString(key), 16);
        byte[] tag = new byte[16];
        platform.Encrypt(new byte[12], Array.Empty<byte>(), Array.Empty<byte>(), tag);
        Assert.Equal(tag, message);
    }
}
