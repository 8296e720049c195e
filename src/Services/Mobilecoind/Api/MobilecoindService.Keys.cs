// Keys and addresses, without a wallet (fact sheet ledger §7.3).
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Mobilecoind;

internal sealed partial class MobilecoindService
{
    public override Task<GenerateRootEntropyResponse> GenerateRootEntropy(Empty request, ServerCallContext context) =>
        Entropy(entropy => new GenerateRootEntropyResponse { RootEntropy = ByteString.CopyFrom(entropy) });

    public override Task<GenerateMnemonicResponse> GenerateMnemonic(Empty request, ServerCallContext context) => Entropy(entropy =>
    {
        using var mnemonic = new Mnemonic(entropy);
        return new GenerateMnemonicResponse { Mnemonic = mnemonic.ToPhrase(), Bip39Entropy = ByteString.CopyFrom(entropy) };
    });

    public override Task<GetAccountKeyResponse> GetAccountKeyFromRootEntropy(GetAccountKeyFromRootEntropyRequest request, ServerCallContext context) => Answer(() =>
    {
        using var identity = new RootIdentity(WireForms.Bytes(request.RootEntropy, RootIdentity.EntropySize, "root_entropy"));
        using AccountKey account = identity.ToAccountKey();
        return new GetAccountKeyResponse { AccountKey = WireForms.To<External.AccountKey, AccountKey>(account) };
    });

    public override Task<GetAccountKeyResponse> GetAccountKeyFromMnemonic(GetAccountKeyFromMnemonicRequest request, ServerCallContext context) => Answer(() =>
    {
        if (!Mnemonic.TryParse(request.Mnemonic, out Mnemonic? mnemonic)) throw WireForms.Wrong("mnemonic", "is none");
        using (mnemonic)
        {
            using Slip10Key key = Slip10Key.Derive(mnemonic, request.AccountIndex);
            using AccountKey account = key.ToAccountKey();
            return new GetAccountKeyResponse { AccountKey = WireForms.To<External.AccountKey, AccountKey>(account) };
        }
    });

    public override Task<GetShortAddressHashResponse> GetShortAddressHash(GetShortAddressHashRequest request, ServerCallContext context) => Answer(() =>
        new GetShortAddressHashResponse { Hash = ByteString.CopyFrom(WireForms.Address(request.PublicAddress, "public_address").ShortAddressHash().ToBytes()) });

    private Task<T> Entropy<T>(Func<byte[], T> answer) => Answer(() =>
    {
        byte[] entropy = new byte[RootIdentity.EntropySize];
        random(entropy);
        try
        {
            return answer(entropy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(entropy);
        }
    });
}
