using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;
using ResultCode = MobileCoin.Wire.FogLedger.TxOutResultCode;
using TimestampCode = MobileCoin.Wire.Watcher.TimestampResultCode;

namespace MobileCoin.Mobilecoind.Test;

/// <summary>The API on a ledger and a watcher's database of its own.</summary>
public sealed class ServiceTests : IDisposable
{
    private static readonly Empty Nothing = new();
    private static readonly SampleChain Chain = new(80, 8);

    private readonly string _folder = Directory.CreateTempSubdirectory("mobilecoind").FullName;
    private readonly Ledger _ledger;
    private readonly WatcherDb _watcher;
    private readonly MobilecoindService _service;
    private readonly Random _random = new(81);

    public ServiceTests()
    {
        string ledger = Path.Combine(_folder, "ledger");
        Ledger.Create(ledger);
        _ledger = Ledger.Open(ledger, new LedgerOptions { Durability = LedgerDurability.NoSync });
        foreach (BlockData block in Chain.Blocks) _ledger.AppendBlock(block);
        _watcher = WatcherDb.OpenOrCreate(Path.Combine(_folder, "watcher"), ["http://a.test/"], LedgerDurability.NoSync);
        for (ulong i = 1; i < 6; i++) _watcher.AddBlockSignature("http://a.test/", i, Chain[(int)i].Signature!, ArchivePath.OfBlock(i));
        _service = Service(_watcher);
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private MobilecoindService Service(WatcherDb? watcher) => new(_ledger, watcher, network: null, "test", _random.NextBytes, NullLogger.Instance);

    private static TxOut Output(int block, int output = 0) => Chain[block].Contents.Outputs[output];

    private static External.TxOut Wire(TxOut output) => WireForms.To<External.TxOut, TxOut>(output);

    private static External.KeyImage Spent(int block) => WireForms.To<External.KeyImage, KeyImage>(Chain[block].Contents.KeyImages[0]);

    private static async Task FailsAsync(StatusCode code, string text, Func<Task> call)
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(code == e.StatusCode && e.Status.Detail.Contains(text, StringComparison.Ordinal), e.ToString());
    }

    [Fact]
    public async Task Blocks_AreTold()
    {
        GetLedgerInfoResponse info = await _service.GetLedgerInfo(Nothing, Context.None);
        Assert.Equal((8ul, 9ul), (info.BlockCount, info.TxoCount));
        GetBlockInfoResponse block = await _service.GetBlockInfo(new GetBlockInfoRequest { Block = 3 }, Context.None);
        Assert.Equal((1ul, 1ul), (block.KeyImageCount, block.TxoCount));

        GetBlockResponse whole = await _service.GetBlock(new GetBlockRequest { Block = 3 }, Context.None);
        Assert.Equal(Chain[3].Block, WireForms.From<Block>(whole.Block, ""));
        Assert.Equal(Output(3), WireForms.From<TxOut>(Assert.Single(whole.Txos), ""));
        Assert.Equal(Spent(3), Assert.Single(whole.KeyImages));
        Assert.Equal((1_700_000_003ul, TimestampCode.TimestampFound), (whole.Timestamp, whole.TimestampResultCode));
        ArchiveBlockSignatureData signature = Assert.Single(whole.Signatures);
        Assert.Equal(("http://a.test/", ArchivePath.OfBlock(3)), (signature.SrcUrl, signature.Filename));
        Assert.Equal(Chain[3].Signature, WireForms.From<BlockSignature>(signature.Signature, ""));

        GetBlockResponse latest = await _service.GetLatestBlock(Nothing, Context.None);
        Assert.Equal(Chain[7].Block, WireForms.From<Block>(latest.Block, ""));
        Assert.Equal((ulong.MaxValue, TimestampCode.WatcherBehind), (latest.Timestamp, latest.TimestampResultCode));
        whole = await _service.GetBlock(new GetBlockRequest(), Context.None);
        Assert.Equal((ulong.MaxValue, TimestampCode.BlockIndexOutOfBounds), (whole.Timestamp, whole.TimestampResultCode));
        whole = await Service(null).GetBlock(new GetBlockRequest { Block = 3 }, Context.None);
        Assert.Equal((ulong.MaxValue, TimestampCode.WatcherDatabaseError), (whole.Timestamp, whole.TimestampResultCode));
        Assert.Empty(whole.Signatures);
        await FailsAsync(StatusCode.NotFound, "", () => _service.GetBlock(new GetBlockRequest { Block = 8 }, Context.None));
        await FailsAsync(StatusCode.NotFound, "", () => _service.GetBlockInfo(new GetBlockInfoRequest { Block = ulong.MaxValue }, Context.None));
    }

    [Fact]
    public async Task ManyBlocks_SayWhichWereFound()
    {
        GetBlocksDataResponse answer = await _service.GetBlocksData(new GetBlocksDataRequest { Blocks = { 2, 9, 0 } }, Context.None);
        Assert.Equal([2ul, 9, 0], answer.Results.Select(r => r.BlockIndex));
        Assert.Equal([true, false, true], answer.Results.Select(r => r.Found));
        Assert.Equal(Chain[2], ArchiveBlocks.Decode(answer.Results[0].BlockData.ToByteArray()));
        Assert.Equal((1_700_000_002ul, TimestampCode.TimestampFound), (answer.Results[0].Timestamp, answer.Results[0].TimestampResultCode));
        Assert.Null(answer.Results[1].BlockData);
        Assert.Equal(Chain[7].Block, WireForms.From<Block>(answer.LatestBlock, ""));
        var many = new GetBlocksDataRequest();
        many.Blocks.AddRange(new ulong[10_001]);
        await FailsAsync(StatusCode.InvalidArgument, "blocks", () => _service.GetBlocksData(many, Context.None));
    }

    [Fact]
    public async Task Outputs_AreFoundByKey()
    {
        GetBlockIndexByTxPubKeyResponse where = await _service.GetBlockIndexByTxPubKey(new() { TxPublicKey = WireForms.Key(Output(4).PublicKey) }, Context.None);
        Assert.Equal(4ul, where.Block);
        await FailsAsync(StatusCode.NotFound, "", () => _service.GetBlockIndexByTxPubKey(new() { TxPublicKey = WireForms.Key(Output(4).TargetKey) }, Context.None));
        await FailsAsync(StatusCode.InvalidArgument, "tx_public_key: expected 32 bytes, got 0", () => _service.GetBlockIndexByTxPubKey(new(), Context.None));

        GetTxOutResultsByPubKeyResponse results = await _service.GetTxOutResultsByPubKey(
            new() { TxOutPublicKeys = { WireForms.Key(Output(4).PublicKey), WireForms.Key(Output(4).TargetKey), WireForms.Key(Output(0, 1).PublicKey) } }, Context.None);
        Assert.Equal([ResultCode.Found, ResultCode.NotFound, ResultCode.Found], results.Results.Select(r => r.ResultCode));
        Assert.Equal((4ul, 5ul, 1_700_000_004ul, 1u), (results.Results[0].BlockIndex, results.Results[0].TxOutGlobalIndex, results.Results[0].Timestamp, results.Results[0].TimestampResultCode));
        Assert.Equal((0ul, 1ul, ulong.MaxValue, 5u), (results.Results[2].BlockIndex, results.Results[2].TxOutGlobalIndex, results.Results[2].Timestamp, results.Results[2].TimestampResultCode));
        Assert.Equal(Chain[7].Block, WireForms.From<Block>(results.LatestBlock, ""));
    }

    [Fact]
    public async Task Proofs_AreOfOutputs()
    {
        TxOutMembershipElement root = _ledger.GetRootTxOutMembershipElement();
        GetMembershipProofsResponse byIndex = await _service.GetMembershipProofs(new() { Indices = { 3, 0, 8 } }, Context.None);
        GetMembershipProofsResponse byOutput = await _service.GetMembershipProofs(new() { Outputs = { Wire(Output(2)), Wire(Output(0)), Wire(Output(7)) } }, Context.None);
        Assert.Equal(byIndex, byOutput);
        Assert.Equal([3ul, 0, 8], byIndex.OutputList.Select(o => o.Proof.Index));
        foreach (TxOutWithProof one in byIndex.OutputList)
        {
            var proof = WireForms.From<TxOutMembershipProof>(one.Proof, "");
            Assert.True(proof.Validate(WireForms.From<TxOut>(one.Output, ""), root.Hash).IsMember);
        }
        Assert.Empty((await _service.GetMembershipProofs(new(), Context.None)).OutputList);
        await FailsAsync(StatusCode.InvalidArgument, "exclude each other", () => _service.GetMembershipProofs(new() { Indices = { 1 }, Outputs = { Wire(Output(0)) } }, Context.None));
        await FailsAsync(StatusCode.NotFound, "", () => _service.GetMembershipProofs(new() { Indices = { 9 } }, Context.None));
        await FailsAsync(StatusCode.NotFound, "", () => _service.GetMembershipProofs(new() { Outputs = { Wire(new SampleChain(82)[0].Contents.Outputs[0]) } }, Context.None));
    }

    [Fact]
    public async Task Mixins_AreDistinct_AndNotTheExcluded()
    {
        for (int i = 0; i < 20; i++)
        {
            GetMixinsResponse mixins = await _service.GetMixins(new() { NumMixins = 7, Excluded = { Wire(Output(3)), Wire(Output(0)) } }, Context.None);
            ulong[] indices = [.. mixins.Mixins.Select(m => m.Proof.Index).Order()];
            Assert.Equal([1, 2, 3, 5, 6, 7, 8], indices);
        }
        Assert.Single((await _service.GetMixins(new() { NumMixins = 1 }, Context.None)).Mixins);
        await FailsAsync(StatusCode.Internal, "InsufficientTxOuts", () => _service.GetMixins(new() { NumMixins = 9, Excluded = { Wire(Output(3)) } }, Context.None));
        await FailsAsync(StatusCode.InvalidArgument, "num_mixins", () => _service.GetMixins(new() { NumMixins = ulong.MaxValue }, Context.None));
    }

    [Fact]
    public void DistinctIndices_AreUniform()
    {
        var counts = new int[6];
        for (int i = 0; i < 6000; i++)
        {
            foreach (ulong drawn in DistinctIndices.Draw(6, 2, new HashSet<ulong> { 2 }, _random.NextBytes)) counts[drawn]++;
        }
        Assert.Equal(0, counts[2]);
        Assert.All(counts.Where((_, i) => i != 2), c => Assert.InRange(c, 2200, 2600));
        Assert.Equal([0ul, 1, 2, 3], DistinctIndices.Draw(4, 4, new HashSet<ulong>(), _random.NextBytes).Order().ToArray());
        Assert.Empty(DistinctIndices.Draw(0, 0, new HashSet<ulong>(), _random.NextBytes));
    }

    [Fact]
    public async Task Senders_LearnWhatBecameOfTheirTransactions()
    {
        Assert.Equal(TxStatus.Verified, await StatusAsync([4], [4]));
        Assert.Equal(TxStatus.Unknown, await StatusAsync([-1], [-1]));
        Assert.Equal(TxStatus.Unknown, await StatusAsync([-1], [-1], tombstone: 2)); // as upstream: without outputs the tombstone is not looked at
        Assert.Equal(TxStatus.TransactionFailureKeyImageAlreadySpent, await StatusAsync([-1], [3]));
        Assert.Equal(TxStatus.PublicKeysInDifferentBlocks, await StatusAsync([3, 4], [3]));
        Assert.Equal(TxStatus.TransactionFailureKeyImageBlockMismatch, await StatusAsync([4], [4, 3]));
        Assert.Equal(TxStatus.TombstoneBlockExceeded, await StatusAsync([4], [-1], tombstone: 8));
        Assert.Equal(TxStatus.Unknown, await StatusAsync([4], [3], tombstone: 9));
        await FailsAsync(StatusCode.InvalidArgument, "key_image_list", () => StatusAsync([4], []));
        await FailsAsync(StatusCode.InvalidArgument, "tombstone", () => StatusAsync([4], [4], tombstone: 0));
        await FailsAsync(StatusCode.InvalidArgument, "receiver_tx_receipt_list", () => StatusAsync([], [4]));

        async Task<TxStatus> StatusAsync(int[] outputs, int[] spent, ulong tombstone = 100)
        {
            var request = new SubmitTxResponse { SenderTxReceipt = new SenderTxReceipt { Tombstone = tombstone } };
            foreach (int block in spent) request.SenderTxReceipt.KeyImageList.Add(block < 0 ? new External.KeyImage { Data = ByteString.CopyFrom(new byte[32]) } : Spent(block));
            foreach (int block in outputs) request.ReceiverTxReceiptList.Add(new ReceiverTxReceipt { TxPublicKey = WireForms.Key(block < 0 ? Output(0).TargetKey : Output(block).PublicKey) });
            return (await _service.GetTxStatusAsSender(request, Context.None)).Status;
        }
    }

    [Fact]
    public async Task Receivers_LearnWhatBecameOfTheirOutputs()
    {
        Assert.Equal(TxStatus.Verified, await StatusAsync(Output(4).Hash(), 1));
        Assert.Equal(TxStatus.Unknown, await StatusAsync(new byte[32], 9));
        Assert.Equal(TxStatus.TombstoneBlockExceeded, await StatusAsync(new byte[32], 8));
        await FailsAsync(StatusCode.InvalidArgument, "tx_out_hash", () => StatusAsync(new byte[31], 8));
        await FailsAsync(StatusCode.InvalidArgument, "receipt", () => _service.GetTxStatusAsReceiver(new(), Context.None));
        await FailsAsync(StatusCode.Unimplemented, "no wallet yet", () => StatusAsync(Output(4).Hash(), 1, new byte[32]));

        async Task<TxStatus> StatusAsync(byte[] hash, ulong tombstone, byte[]? monitor = null) => (await _service.GetTxStatusAsReceiver(
            new()
            {
                Receipt = new ReceiverTxReceipt { TxOutHash = ByteString.CopyFrom(hash), Tombstone = tombstone },
                MonitorId = ByteString.CopyFrom(monitor ?? []),
            },
            Context.None)).Status;
    }

    [Fact]
    public async Task Keys_AreDerived()
    {
        GenerateMnemonicResponse generated = await _service.GenerateMnemonic(Nothing, Context.None);
        using var mnemonic = new Mnemonic(generated.Bip39Entropy.Span);
        Assert.Equal(mnemonic.ToPhrase(), generated.Mnemonic);
        using Slip10Key key = Slip10Key.Derive(mnemonic, 2);
        using AccountKey account = key.ToAccountKey();
        GetAccountKeyResponse derived = await _service.GetAccountKeyFromMnemonic(new() { Mnemonic = generated.Mnemonic, AccountIndex = 2 }, Context.None);
        Assert.Equal(account, WireForms.From<AccountKey>(derived.AccountKey, ""));
        await FailsAsync(StatusCode.InvalidArgument, "mnemonic", () => _service.GetAccountKeyFromMnemonic(new() { Mnemonic = "abandon abandon" }, Context.None));

        GenerateRootEntropyResponse entropy = await _service.GenerateRootEntropy(Nothing, Context.None);
        using var identity = new RootIdentity(entropy.RootEntropy.Span);
        using AccountKey old = identity.ToAccountKey();
        Assert.Equal(old, WireForms.From<AccountKey>((await _service.GetAccountKeyFromRootEntropy(new() { RootEntropy = entropy.RootEntropy }, Context.None)).AccountKey, ""));
        await FailsAsync(StatusCode.InvalidArgument, "root_entropy", () => _service.GetAccountKeyFromRootEntropy(new(), Context.None));

        PublicAddress address = account.DefaultSubaddress();
        GetShortAddressHashResponse hash = await _service.GetShortAddressHash(new() { PublicAddress = WireForms.To<External.PublicAddress, PublicAddress>(address) }, Context.None);
        Assert.Equal(address.ShortAddressHash().ToBytes(), hash.Hash.ToByteArray());
        await FailsAsync(StatusCode.InvalidArgument, "public_address", () => _service.GetShortAddressHash(new() { PublicAddress = new() }, Context.None));
    }

    [Fact]
    public async Task Codes_AreMadeAndRead()
    {
        using AccountKey account = AccountKey.Random(_random.NextBytes);
        External.PublicAddress address = WireForms.To<External.PublicAddress, PublicAddress>(account.DefaultSubaddress());
        string request = (await _service.CreateRequestCode(new() { Receiver = address, Value = 7, Memo = "tea", TokenId = 1 }, Context.None)).B58Code;
        string plain = (await _service.CreateAddressCode(new() { Receiver = address }, Context.None)).B58Code;
        Assert.Equal(new ParseRequestCodeResponse { Receiver = address, Value = 7, Memo = "tea", TokenId = 1 }, await _service.ParseRequestCode(new() { B58Code = request }, Context.None));
        Assert.Equal(new ParseRequestCodeResponse { Receiver = address }, await _service.ParseRequestCode(new() { B58Code = plain }, Context.None));
        Assert.Equal(address, (await _service.ParseAddressCode(new() { B58Code = request }, Context.None)).Receiver);
        Assert.Equal(address, (await _service.ParseAddressCode(new() { B58Code = plain }, Context.None)).Receiver);
        foreach (string wrong in (string[])["", "0OIl", plain[..^1], new string('1', 100_000)])
        {
            await FailsAsync(StatusCode.InvalidArgument, "b58_code", () => _service.ParseRequestCode(new() { B58Code = wrong }, Context.None));
            await FailsAsync(StatusCode.InvalidArgument, "b58_code", () => _service.ParseTransferCode(new() { B58Code = wrong }, Context.None));
        }
        await FailsAsync(StatusCode.InvalidArgument, "b58_code", () => _service.ParseTransferCode(new() { B58Code = plain }, Context.None));
        await FailsAsync(StatusCode.InvalidArgument, "receiver", () => _service.CreateRequestCode(new(), Context.None));
    }

    [Fact]
    public async Task Transfers_GiveTheirOutput()
    {
        byte[] entropy = new byte[32];
        _random.NextBytes(entropy);
        using var mnemonic = new Mnemonic(entropy);
        using Slip10Key key = Slip10Key.Derive(mnemonic, 0);
        using AccountKey account = key.ToAccountKey();
        TxOut output = OutputTo(account.DefaultSubaddress());
        _ledger.AppendBlock(Chain.Next(Chain[7], new BlockContents([new KeyImage(new byte[32])], [output])));

        var request = new CreateTransferCodeRequest { Bip39Entropy = ByteString.CopyFrom(entropy), TxPublicKey = WireForms.Key(output.PublicKey), Memo = "gift" };
        string code = (await _service.CreateTransferCode(request, Context.None)).B58Code;
        ParseTransferCodeResponse parsed = await _service.ParseTransferCode(new() { B58Code = code }, Context.None);
        Assert.Equal((request.Bip39Entropy, "gift", 321ul, 0ul), (parsed.Bip39Entropy, parsed.Memo, parsed.Utxo.Value, parsed.Utxo.SubaddressIndex));
        Assert.Equal(output, WireForms.From<TxOut>(parsed.Utxo.TxOut, ""));
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(0);
        Assert.True(RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic publicKey));
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, account.ViewPrivateKey, spend);
        Assert.Equal(KeyImage.Create(onetime).ToBytes(), parsed.Utxo.KeyImage.Data.ToByteArray());

        request.TxPublicKey = WireForms.Key(Output(4).PublicKey);
        code = (await _service.CreateTransferCode(request, Context.None)).B58Code;
        await FailsAsync(StatusCode.InvalidArgument, "not of the transfer's account", () => _service.ParseTransferCode(new() { B58Code = code }, Context.None));
        request.TxPublicKey = WireForms.Key(Output(4).TargetKey);
        code = (await _service.CreateTransferCode(request, Context.None)).B58Code;
        await FailsAsync(StatusCode.NotFound, "", () => _service.ParseTransferCode(new() { B58Code = code }, Context.None));
        await FailsAsync(StatusCode.InvalidArgument, "exactly one", () => _service.CreateTransferCode(new() { TxPublicKey = request.TxPublicKey }, Context.None));

        TxOutViewKeyMatchResponse match = await _service.TxOutViewKeyMatch(new() { Txo = Wire(output), ViewPrivateKey = new() { Data = ByteString.CopyFrom(Bytes(account.ViewPrivateKey)) } }, Context.None);
        Assert.Equal((true, 321ul, 32), (match.Matched, match.Value, match.SharedSecret.Data.Length));
        match = await _service.TxOutViewKeyMatch(new() { Txo = Wire(Output(3)), ViewPrivateKey = new() { Data = ByteString.CopyFrom(Bytes(account.ViewPrivateKey)) } }, Context.None);
        Assert.Equal(new TxOutViewKeyMatchResponse(), match);
        await FailsAsync(StatusCode.InvalidArgument, "view_private_key", () => _service.TxOutViewKeyMatch(new() { Txo = Wire(output), ViewPrivateKey = new() { Data = ByteString.CopyFrom(Enumerable.Repeat((byte)255, 32).ToArray()) } }, Context.None));

        static byte[] Bytes(RistrettoPrivate key)
        {
            byte[] bytes = new byte[32];
            key.Scalar.CopyTo(bytes);
            return bytes;
        }
    }

    [Fact]
    public async Task WhatNeedsAWallet_SaysSo()
    {
        await FailsAsync(StatusCode.Unimplemented, "GetBalance: this mobilecoind has no wallet yet", () => _service.GetBalance(new(), Context.None));
        await FailsAsync(StatusCode.Unimplemented, "AddMonitor", () => _service.AddMonitor(new(), Context.None));
        Assert.NotEmpty((await _service.GetVersion(Nothing, Context.None)).Version);
        Assert.Equal(new GetNetworkStatusResponse { LocalBlockIndex = 7, ChainId = "test" }, await _service.GetNetworkStatus(Nothing, Context.None));
        // Every method of the service is answered by one of ours.
        foreach (var method in MobilecoindAPI.Descriptor.Methods)
        {
            Assert.Equal(typeof(MobilecoindService), typeof(MobilecoindService).GetMethods().First(m => m.Name == method.Name).DeclaringType);
        }
    }

    private TxOut OutputTo(PublicAddress address)
    {
        using RistrettoPrivate txKey = RistrettoPrivate.Random(_random.NextBytes);
        RistrettoPublic target = OnetimeKeys.TargetKey(txKey, address.ViewPublicKey, address.SpendPublicKey), key = OnetimeKeys.PublicKey(txKey, address.SpendPublicKey);
        byte[] secret = new byte[MaskedAmount.AmountSharedSecretSize];
        MaskedAmount.AmountSharedSecret(OnetimeKeys.SharedSecret(address.ViewPublicKey, txKey), secret);
        return new TxOut(MaskedAmount.CreateV2(new Amount(321, 0), secret), target.Encoding, key.Encoding, Output(1).FogHint, Output(1).Memo);
    }
}
