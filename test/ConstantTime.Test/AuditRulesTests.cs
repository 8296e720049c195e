// The rules of the audit on small listings written by hand, in the JIT's form.
namespace MobileCoin.ConstantTime.Test;

public sealed class AuditRulesTests
{
    private const string Jumping = """
        ; Assembly listing for method Kernel:Step(long):long (FullOpts)
        G_M000_IG01:                ;; offset=0x0000
               4885FF               test     rdi, rdi
               7405                 je       SHORT G_M000_IG02
               48FFC7               inc      rdi
        G_M000_IG02:                ;; offset=0x0008
               C3                   ret      
        """;

    private const string Guarded = """
        ; Assembly listing for method Kernel:Step(long):long (FullOpts)
        G_M000_IG01:                ;; offset=0x0000
               3BC1                 cmp      eax, ecx
               7310                 jae      SHORT G_M000_IG03
               F605BD3F0D0001       test     byte  ptr [(reloc 0x7f297a545b08)], 1
               7438                 je       SHORT G_M000_IG04
        G_M000_IG02:                ;; offset=0x000D
               48813C24EFCDAB00     cmp      qword ptr [rsp], 0xABCDEF
               7405                 je       SHORT G_M000_IG05
               E862FCFAFF           call     CORINFO_HELP_FAIL_FAST
        G_M000_IG05:                ;; offset=0x001C
               C3                   ret      
        G_M000_IG03:                ;; offset=0x001D
               E862FCFAFF           call     CORINFO_HELP_RNGCHKFAIL
               CC                   int3     
        G_M000_IG04:                ;; offset=0x0023
               48BFA05A547A297F0000 mov      rdi, 0x7F297A545AA0
               E8331229FF           call     CORINFO_HELP_GET_GCSTATIC_BASE
               E951FFFFFF           jmp      G_M000_IG02
        """;

    private const string Helpers = """
        jump-to CORINFO_HELP_RNGCHKFAIL | bounds
        jump-to CORINFO_HELP_FAIL_FAST | canary
        jump-to CORINFO_HELP_GET_*STATIC_BASE* | class
        """;

    [Fact]
    public void Jump_NotAllowed_IsNamedWithOffsetComparisonAndReadyLine()
    {
        Violation violation = Assert.Single(Run(Jumping, ""));
        Assert.Contains("Kernel:Step(long):long [plain]: 1 found, 0 allowed", violation.Text, StringComparison.Ordinal);
        Assert.Contains("+0x0003  je SHORT G_M000_IG02", violation.Text, StringComparison.Ordinal);
        Assert.Contains("after +0x0000  test rdi, rdi", violation.Text, StringComparison.Ordinal);
        Assert.Contains("to allow: Kernel:Step | plain | 1 | REASON", violation.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kernel:Step | all | 1 | loop", 0)]
    [InlineData("Kernel:Step(long):long | plain,avx2 | 1 | loop", 0)]
    [InlineData("Kernel:* | all | 2 | loop", 1)] // allows more than there is
    [InlineData("Kernel:Step | avx2 | 1 | loop", 1)] // another level
    [InlineData("Kernel:Other | all | 1 | loop", 2)] // the jump, and a line that fits nothing
    public void AllowedCount_MustFitExactly(string line, int expected) => Assert.Equal(expected, Run(Jumping, line).Count);

    [Fact]
    public void Jumps_ToOrAroundRuntimeHelpers_PassOnlyWhenListed()
    {
        Assert.Empty(Run(Guarded, Helpers));
        Assert.Contains(": 3 found", Assert.Single(Run(Guarded, "")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void StaticBaseHelper_BehindAnotherComparison_IsReported()
    {
        string secret = Guarded.Replace("test     byte  ptr [(reloc 0x7f297a545b08)], 1", "test     rdi, rdi", StringComparison.Ordinal);
        Assert.Contains(": 1 found", Assert.Single(Run(secret, Helpers)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AuditedMethod_NotCompiled_IsReported()
    {
        Violation violation = Assert.Single(Run(Jumping.Replace("Kernel:Step(long)", "Kernel:Jump(long)", StringComparison.Ordinal), "", "Kernel:Step"));
        Assert.Contains("no such method was compiled", violation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void UnoptimisedCode_IsReported() =>
        Assert.Contains(Run(Jumping.Replace("FullOpts", "Tier0", StringComparison.Ordinal), "Kernel:Step | all | 1 | loop"),
            v => v.Text.Contains("compiled as Tier0", StringComparison.Ordinal));

    [Theory]
    [InlineData("[MobileCoin.Other:Work(long):long]", 1)]
    [InlineData("[MobileCoin.Kernel:MultiplyVartime(long):long]", 1)]
    [InlineData("[MobileCoin.Kernel:Multiply(long):long]", 0)]
    [InlineData("[System.Buffer:Memmove(byref,byref,long)]", 0)]
    public void Call_ToCodeOfOursThatIsNotAudited_IsReported(string callee, int expected)
    {
        string listing = $"""
            ; Assembly listing for method MobileCoin.Kernel:Step(long):long (FullOpts)
            G_M000_IG01:                ;; offset=0x0000
                   FF15C561FBFF         call     {callee}
                   C3                   ret      
            """;
        Assert.Equal(expected, Run(listing, "", "MobileCoin.Kernel:*").Count);
        Assert.Empty(Run(listing, "call MobileCoin.* | public", "MobileCoin.Kernel:*"));
    }

    [Theory]
    [InlineData("48F7FE               idiv     rdx:rax, rsi")]
    [InlineData("C5FB5EC1             vdivsd   xmm0, xmm0, xmm1")]
    [InlineData("FFE0                 jmp      rax")]
    public void DivisionsAndJumpTables_AreReported(string line) =>
        Assert.Single(Run($"""
            ; Assembly listing for method Kernel:Step(long):long (FullOpts)
            G_M000_IG01:                ;; offset=0x0000
                   {line}
            """, ""));

    [Theory]
    [InlineData("Kernel:Step | all | 1 |")]
    [InlineData("Kernel:Step | sse9 | 1 | loop")]
    [InlineData("Kernel:Step | all | many | loop")]
    [InlineData("Kernel:Step | loop")]
    public void AllowList_BadLine_IsRefused(string line) =>
        Assert.Throws<InvalidDataException>(() => AllowList.Parse(new StringReader(line)));

    // The jump goes to code that only throws; straight code that goes on is another matter.
    [Theory]
    [InlineData("CC                   int3     ", 0)]
    [InlineData("C3                   ret      ", 1)]
    [InlineData("EBE0                 jmp      SHORT G_M000_IG01", 1)]
    public void Jump_ToAThrow_PassesOnlyWhenItDoesNotComeBack(string end, int expected)
    {
        string listing = $"""
            ; Assembly listing for method MobileCoin.Kernel:Step(long):long (FullOpts)
            G_M000_IG01:                ;; offset=0x0000
                   83FF20               cmp      edi, 32
                   7501                 jne      SHORT G_M000_IG02
                   C3                   ret      
            G_M000_IG02:                ;; offset=0x0006
                   BE20000000           mov      esi, 32
                   FF15C22C2800         call     [CORINFO_HELP_STRCNS]
                   FF15C92C2800         call     [MobileCoin.Error:ThrowLength(int,int)]
                   {end}
            """;
        Assert.Equal(expected, Run(listing, "jump-to MobileCoin.Error:Throw* | lengths are public", "MobileCoin.Kernel:*").Count);
    }

    [Fact]
    public void ExcludedMethod_IsNotRead_ButMustBeThere()
    {
        Assert.Empty(Run(Jumping, "", "Kernel:*\n!Kernel:Step | all | public"));
        Assert.Contains("no such method", Assert.Single(Run(Jumping, "Kernel:Step | all | 1 | loop", "Kernel:*\n!Kernel:Other | all | public")).Text, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Run(Jumping, "", "!Kernel:Step | all"));
    }

    private static List<Violation> Run(string listing, string allowed, string audited = "Kernel:*") =>
        new BranchAudit("plain", AuditedMethods.Parse(new StringReader(audited), "plain"), AllowList.Parse(new StringReader(allowed))).Run(Listing.ReadAll(new StringReader(listing)));
}
