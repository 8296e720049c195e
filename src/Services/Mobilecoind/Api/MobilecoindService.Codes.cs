// Base58 codes (fact sheets ledger §7.3, crypto §9.7).
using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Mobilecoind;

internal sealed partial class MobilecoindService
{
    public override Task<ParseRequestCodeResponse> ParseRequestCode(ParseRequestCodeRequest request, ServerCallContext context) => Answer(() =>
    {
        using PrintableWrapper code = Parse(request.B58Code);
        // An address is a request for any amount.
        PaymentRequest payment = code.PaymentRequest ?? new PaymentRequest(code.PublicAddress ?? throw WireForms.Wrong("b58_code", "is neither a request nor an address"));
        return new ParseRequestCodeResponse { Receiver = Address(payment.PublicAddress), Value = payment.Value, Memo = payment.Memo, TokenId = payment.TokenId };
    });

    public override Task<CreateRequestCodeResponse> CreateRequestCode(CreateRequestCodeRequest request, ServerCallContext context) => Answer(() =>
    {
        using var code = new PrintableWrapper(new PaymentRequest(WireForms.Address(request.Receiver, "receiver"), request.Value, request.Memo, request.TokenId));
        return new CreateRequestCodeResponse { B58Code = Print(code) };
    });

    public override Task<ParseAddressCodeResponse> ParseAddressCode(ParseAddressCodeRequest request, ServerCallContext context) => Answer(() =>
    {
        using PrintableWrapper code = Parse(request.B58Code);
        PublicAddress address = code.PublicAddress ?? code.PaymentRequest?.PublicAddress ?? throw WireForms.Wrong("b58_code", "is neither an address nor a request");
        return new ParseAddressCodeResponse { Receiver = Address(address) };
    });

    public override Task<CreateAddressCodeResponse> CreateAddressCode(CreateAddressCodeRequest request, ServerCallContext context) => Answer(() =>
    {
        using var code = new PrintableWrapper(WireForms.Address(request.Receiver, "receiver"));
        return new CreateAddressCodeResponse { B58Code = Print(code) };
    });

#pragma warning disable CS0612 // root_entropy is how transfers were before mnemonics.
    public override Task<CreateTransferCodeResponse> CreateTransferCode(CreateTransferCodeRequest request, ServerCallContext context) => Answer(() =>
    {
        if (request.RootEntropy.IsEmpty == request.Bip39Entropy.IsEmpty) WireForms.Refuse("bip39_entropy", "exactly one of bip39_entropy and root_entropy belongs here");
        CompressedRistretto key = WireForms.Key(request.TxPublicKey, "tx_public_key");
        using TransferPayload payload = request.Bip39Entropy.IsEmpty
            ? TransferPayload.FromRootEntropy(WireForms.Bytes(request.RootEntropy, RootIdentity.EntropySize, "root_entropy"), key, request.Memo)
            : FromMnemonic(WireForms.Bytes(request.Bip39Entropy, RootIdentity.EntropySize, "bip39_entropy"), key, request.Memo);
        using var code = new PrintableWrapper(payload);
        return new CreateTransferCodeResponse { B58Code = Print(code) };
    });

    public override Task<ParseTransferCodeResponse> ParseTransferCode(ParseTransferCodeRequest request, ServerCallContext context) => Answer(() =>
    {
        using PrintableWrapper code = Parse(request.B58Code);
        TransferPayload payload = code.TransferPayload ?? throw WireForms.Wrong("b58_code", "is no transfer");
        using AccountKey account = AccountOf(payload);
        return new ParseTransferCodeResponse
        {
            RootEntropy = ByteString.CopyFrom(payload.RootEntropy),
            Bip39Entropy = ByteString.CopyFrom(payload.Bip39Entropy),
            TxPublicKey = WireForms.Key(payload.TxOutPublicKey),
            Memo = payload.Memo,
            Utxo = UtxoOf(account, ledger.GetTxOutByIndex(ledger.GetTxOutIndexByPublicKey(payload.TxOutPublicKey))),
        };
    });
#pragma warning restore CS0612

    /// <summary>The transfer's output as its new owner spends it: from the default subaddress.</summary>
    private static UnspentTxOut UtxoOf(AccountKey account, TxOut output)
    {
        if (!output.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount amount, out _) || !RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic publicKey))
        {
            throw WireForms.Wrong("b58_code", "the output is not of the transfer's account");
        }
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(SubaddressIndex.Default);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, account.ViewPrivateKey, spend);
        if (onetime.PublicKey().Encoding != output.TargetKey) WireForms.Refuse("b58_code", "the output is not of the account's default subaddress");
        return new UnspentTxOut
        {
            TxOut = WireForms.To<External.TxOut, TxOut>(output),
            SubaddressIndex = SubaddressIndex.Default,
            KeyImage = WireForms.To<External.KeyImage, KeyImage>(KeyImage.Create(onetime)),
            Value = amount.Value,
            TokenId = amount.TokenId,
        };
    }

    private static TransferPayload FromMnemonic(ReadOnlySpan<byte> entropy, CompressedRistretto key, string memo)
    {
        using var mnemonic = new Mnemonic(entropy);
        return new TransferPayload(mnemonic, key, memo);
    }

    private static AccountKey AccountOf(TransferPayload payload)
    {
        try
        {
            return payload.ToAccountKey();
        }
        catch (Exception e) when (e is MnemonicException or WireException)
        {
            throw WireForms.Wrong("b58_code", e.Message);
        }
    }

    private static External.PublicAddress Address(PublicAddress address) => WireForms.To<External.PublicAddress, PublicAddress>(address);

    private static PrintableWrapper Parse(string text)
    {
        try
        {
            return PrintableWrapper.B58Decode(text);
        }
        catch (Exception e) when (e is PrintableException or WireException)
        {
            throw WireForms.Wrong("b58_code", e.Message);
        }
    }

    private static string Print(PrintableWrapper code)
    {
        try
        {
            return code.B58Encode();
        }
        catch (PrintableException e)
        {
            throw WireForms.Wrong("memo", e.Message);
        }
    }
}
