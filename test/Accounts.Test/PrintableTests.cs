// Texts of payloads, honest and hostile (fact sheet crypto §7.1).
using System.Buffers.Binary;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Accounts.Test;

public sealed class PrintableTests
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    [Fact]
    public void Base58_IsThatOfAPlainModel() => Prop.ForAll<byte[], byte>((bytes, zeros) =>
    {
        byte[] padded = [.. new byte[zeros % 9], .. bytes ?? []];
        string text = Base58.Encode(padded);
        return text == Model(padded) && padded.AsSpan().SequenceEqual(Base58.Decode(text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Base58_EveryLength_RoundTrips()
    {
        for (int length = 0; length < 300; length++)
        {
            foreach (byte[] bytes in (byte[][])[Samples.Bytes(length, length), [.. Enumerable.Repeat((byte)255, length)], new byte[length]])
            {
                string text = Base58.Encode(bytes);
                Assert.Equal(Model(bytes), text);
                Assert.Equal(bytes, Base58.Decode(text));
            }
        }
    }

    [Fact]
    public void Base58_EveryCharacter_IsADigitOrRefused()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            int digit = Alphabet.IndexOf((char)c, StringComparison.Ordinal);
            Assert.Equal(digit < 0 ? null : [(byte)(58 + digit)], Base58.Decode(['2', (char)c]));
        }
    }

    [Fact]
    public void Base58_Longest_RoundTrips_AndLonger_IsRefusedBeforeTheWork()
    {
        byte[] longest = [.. Enumerable.Repeat((byte)255, Base58.MaxBytes)];
        Assert.Equal(longest, Base58.Decode(Base58.Encode(longest)));
        Assert.Equal("bytes", Assert.Throws<ArgumentException>(() => Base58.Encode(new byte[Base58.MaxBytes + 1])).ParamName);
        Assert.Null(Base58.Decode(new string('z', 100_000_000)));
        Assert.Equal(PrintableError.Base58, Refused(new string('z', Base58.MaxCharacters + 1)).Error);
    }

    [Fact]
    public void Payloads_OfAllKinds_RoundTrip()
    {
        for (int seed = 1; seed < 20; seed++)
        {
            foreach (PrintableWrapper wrapper in Samples.Printables(seed))
            {
                using PrintableWrapper decoded = PrintableWrapper.B58Decode(wrapper.B58Encode());
                Assert.Equal(wrapper, decoded);
                Codec.AssertRoundTrip(wrapper.Encode(), wrapper);
                using PrintableWrapper fromUri = PrintableWrapper.FromUri(wrapper.ToUri());
                Assert.Equal(wrapper, fromUri);
                wrapper.Dispose();
            }
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("1", 1)]
    [InlineData("2g", 1)] // upstream's vector
    [InlineData("1111", 4)]
    public void TooShort_SaysHowShort(string text, int length)
    {
        PrintableException e = Refused(text);
        Assert.Equal(PrintableError.InsufficientBytes, e.Error);
        Assert.Equal(length, e.Length);
    }

    [Fact]
    public void EveryChangedCharacter_IsRefused()
    {
        foreach (PrintableWrapper wrapper in Samples.Printables(1))
        {
            string text = wrapper.B58Encode();
            for (int i = 0; i < text.Length; i++)
            {
                char other = Alphabet[(Alphabet.IndexOf(text[i], StringComparison.Ordinal) + 1) % 58];
                Assert.Equal(PrintableError.InvalidChecksum, Refused(text[..i] + other + text[(i + 1)..]).Error);
                Assert.NotEqual(PrintableError.Protobuf, Refused(text[..i]).Error);
                Assert.Equal(PrintableError.Base58, Refused(text[..i] + "0" + text[(i + 1)..]).Error);
            }
            foreach (string around in (string[])[" " + text, text + " ", text + "\n", "mob:" + text])
            {
                Assert.Equal(PrintableError.Base58, Refused(around).Error);
            }
        }
    }

    [Fact]
    public void Uri_OfAnotherForm_IsRefused()
    {
        string text = new PrintableWrapper(BurnAddress.Address).B58Encode();
        Assert.Equal("mob:///b58/" + text, new PrintableWrapper(BurnAddress.Address).ToUri());
        foreach (string uri in (string[])["", text, "mob://b58/" + text, "mob:///" + text, "mob:///B58/" + text, "http:///b58/" + text])
        {
            Assert.Equal(PrintableError.Uri, Assert.Throws<PrintableException>(() => PrintableWrapper.FromUri(uri)).Error);
        }
        Assert.Equal(PrintableError.Base58, Assert.Throws<PrintableException>(() => PrintableWrapper.FromUri("mob:///b58/" + text + "?x")).Error);
    }

    [Fact]
    public void Message_ThatDoesNotDecode_IsRefused()
    {
        byte[] key = [0x0a, 0x20, .. BurnAddress.Address.ViewPublicKey.ToBytes()];
        foreach (byte[] message in (byte[][])
                 [
                     [0x0a], // cut off
                     [0x28, 1], // none of the payloads
                     [0x0a, 0], // an address without keys
                     [0x0a, 36, 0x0a, 34, .. key], // … without its spend key
                     [0x0a, 38, 0x0a, 34, .. key, 0x12, 0],
                     [0x12, 0], // a request without an address
                     [0x1a, 0], // a transfer without an output
                     [0x22, 0], // a gift code without keys
                     [0x22, 36, 0x12, 34, 0x0a, 32, .. new byte[32]], // … without a shared secret
                     [0x22, 72, 0x12, 34, 0x0a, 32, .. new byte[32], 0x1a, 34, 0x0a, 32, .. Enumerable.Repeat((byte)255, 32)], // … with one that is no point
                 ])
        {
            Assert.Equal(PrintableError.Protobuf, Refused(Text(message)).Error);
        }
    }

    [Fact]
    public void Message_LastPayloadCounts()
    {
        PublicAddress address = Samples.Account(1).DefaultSubaddress();
        byte[] a = new PrintableWrapper(address).Encode(), r = new PrintableWrapper(new PaymentRequest(address, 5)).Encode();
        using PrintableWrapper last = WireMessage.Decode<PrintableWrapper>([.. a, .. r]);
        Assert.Null(last.PublicAddress);
        Assert.Equal(5UL, last.PaymentRequest!.Value);
        byte[] other = new PrintableWrapper(Samples.Account(2).DefaultSubaddress()).Encode();
        using PrintableWrapper merged = WireMessage.Decode<PrintableWrapper>([.. other, .. a]);
        Assert.Equal(address, merged.PublicAddress);
    }

    [Fact]
    public void LongMemo_IsRefusedWhenPrinted()
    {
        using var wrapper = new PrintableWrapper(new PaymentRequest(BurnAddress.Address, Memo: new string('m', Base58.MaxBytes)));
        Assert.Throws<InvalidOperationException>(() => wrapper.B58Encode());
    }

    [Fact]
    public void Transfer_GivesTheAccount()
    {
        using Mnemonic mnemonic = Samples.Mnemonic(1);
        using var key = Slip10Key.Derive(mnemonic, 0);
        using AccountKey expected = key.ToAccountKey();
        using var transfer = new TransferPayload(mnemonic, default, "");
        using AccountKey account = transfer.ToAccountKey();
        Assert.Equal(expected, account);

        using var root = TransferPayload.FromRootEntropy(Samples.Bytes(1, 32), default, "");
        using var identity = new RootIdentity(Samples.Bytes(1, 32));
        using AccountKey fromRoot = root.ToAccountKey(), fromIdentity = identity.ToAccountKey();
        Assert.Equal(fromIdentity, fromRoot);

        // With both, the mnemonic counts; with neither, or odd lengths, there is no account.
        byte[] output = [0x12, 34, 0x0a, 32, .. new byte[32]];
        using TransferPayload both = WireMessage.Decode<TransferPayload>([.. output, 0x0a, 32, .. Samples.Bytes(2, 32), 0x22, 32, .. mnemonic.Entropy]);
        using AccountKey fromBoth = both.ToAccountKey();
        Assert.Equal(expected, fromBoth);
        using TransferPayload none = WireMessage.Decode<TransferPayload>(output);
        Assert.Throws<WireException>(() => none.ToAccountKey());
        using TransferPayload odd = WireMessage.Decode<TransferPayload>([.. output, 0x0a, 32, .. Samples.Bytes(2, 32), 0x22, 1, 7]);
        Assert.Throws<MnemonicException>(() => odd.ToAccountKey());
    }

    [Fact]
    public void GiftCode_EqualityIsOfAllThree()
    {
        byte[] secret = BurnAddress.Address.ViewPublicKey.ToBytes(), other = BurnAddress.Address.SpendPublicKey.ToBytes();
        using AccountKey account = Samples.Account(1);
        using var code = new TxOutGiftCode(1, account.ViewPrivateKey, secret);
        using var same = new TxOutGiftCode(1, account.ViewPrivateKey, secret);
        Assert.Equal(code, same);
        using var index = new TxOutGiftCode(2, account.ViewPrivateKey, secret);
        using var key = new TxOutGiftCode(1, account.SpendPrivateKey, secret);
        using var shared = new TxOutGiftCode(1, account.ViewPrivateKey, other);
        Assert.All((TxOutGiftCode[])[index, key, shared], x => Assert.NotEqual(code, x));
        Assert.Throws<KeyException>(() => new TxOutGiftCode(1, account.ViewPrivateKey, [.. Enumerable.Repeat((byte)255, 32)]));
    }

    private static PrintableException Refused(string text) => Assert.Throws<PrintableException>(() => PrintableWrapper.B58Decode(text));

    private static string Text(byte[] message)
    {
        byte[] bytes = [0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.ComputeVartime(message));
        return Base58.Encode(bytes);
    }

    private static string Model(byte[] bytes)
    {
        string text = "";
        for (var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true); number > 0; number /= 58) text = Alphabet[(int)(number % 58)] + text;
        return new string('1', bytes.TakeWhile(b => b == 0).Count()) + text;
    }
}
