// Compares the compiled kernels with the allow-list: every jump whose direction, and every division whose time, could follow a secret.
using System.Text;

namespace MobileCoin.ConstantTime.Test;

/// <summary>What the audit found wrong, a text of one or more lines that starts with the method or list line concerned.</summary>
internal sealed record Violation(string Subject, string Text)
{
    public override string ToString() => Text;
}

/// <summary>The audit of one level's listings.</summary>
internal sealed class BranchAudit(string level, AuditedMethods audited, AllowList allowed)
{
    /// <summary>The number of methods that the last run read.</summary>
    internal int Methods { get; private set; }

    internal List<Violation> Run(IEnumerable<Listing> listings)
    {
        var violations = new List<Violation>();
        var unmatched = new HashSet<MethodPattern>(audited.Included.Concat(audited.Excluded));
        foreach (Listing listing in listings)
        {
            // Vartime code is out by its name: it sees public data only.
            if (IsVartime(listing.Method)) continue;
            List<MethodPattern> excluded = [.. audited.Excluded.Where(p => p.Matches(listing.Method))];
            List<MethodPattern> included = [.. audited.Included.Where(p => p.Matches(listing.Method))];
            unmatched.ExceptWith(excluded);
            unmatched.ExceptWith(included);
            if (excluded.Count > 0 || included.Count == 0) continue;
            Methods++;
            Check(listing, violations);
        }
        foreach (MethodPattern pattern in unmatched)
        {
            violations.Add(new Violation(pattern.ToString(),
                $"{pattern} [{level}]: in audited-methods.txt, but no such method was compiled. Renamed, inlined everywhere, or not exercised by ConstantTime.Probe?"));
        }
        foreach (AllowedCount line in allowed.Counts.Where(l => l.HoldsAt(level)))
        {
            if (line.Used is null)
            {
                violations.Add(new Violation(line.Pattern.ToString(), $"{line.Pattern} [{level}]: this line of allowed-branches.txt fits no audited method"));
            }
            else if (line.Used < line.Count)
            {
                violations.Add(new Violation(line.Pattern.ToString(), $"{line.Pattern} [{level}]: allowed-branches.txt allows {line.Count}, but no method has more than {line.Used}"));
            }
        }
        return violations;
    }

    private void Check(Listing listing, List<Violation> violations)
    {
        if (!string.Equals(listing.Tier, "FullOpts", StringComparison.Ordinal))
        {
            violations.Add(new Violation(listing.Method, $"{listing.Method} [{level}]: compiled as {listing.Tier}, not as fully optimised code"));
        }

        var findings = new List<int>();
        for (int i = 0; i < listing.Instructions.Count; i++)
        {
            Instruction instruction = listing.Instructions[i];
            if (instruction.IsDivision || instruction.IsIndirectJump) findings.Add(i);
            else if (instruction.IsConditionalJump && !LeadsToHelper(listing, i)) findings.Add(i);
            else if (instruction.Callee is { } callee && IsUnauditedCall(callee))
            {
                violations.Add(new Violation(listing.Method,
                    $"{listing.Method} [{level}]\n  +0x{instruction.Offset:x4}  calls {callee}, which is not audited\n" +
                    $"  to allow it: call {MethodPattern.WithoutArguments(callee)} | REASON"));
            }
        }

        AllowedCount? allowance = allowed.Counts.Find(l => l.HoldsAt(level) && l.Pattern.Matches(listing.Method));
        if (allowance is not null) allowance.Used = Math.Max(allowance.Used ?? 0, Math.Min(findings.Count, allowance.Count));
        if (findings.Count > (allowance?.Count ?? 0)) violations.Add(Describe(listing, findings, allowance));
    }

    private Violation Describe(Listing listing, List<int> findings, AllowedCount? allowance)
    {
        var text = new StringBuilder();
        text.Append(listing.Method).Append(" [").Append(level).Append("]: ").Append(findings.Count).Append(" found, ")
            .Append(allowance?.Count ?? 0).Append(" allowed");
        foreach (int i in findings)
        {
            Instruction instruction = listing.Instructions[i];
            text.Append($"\n  +0x{instruction.Offset:x4}  {instruction,-32}");
            if (instruction.IsConditionalJump && Comparison(listing, i) is { } comparison) text.Append($"  after +0x{comparison.Offset:x4}  {comparison}");
        }
        text.Append("\n  to allow: ").Append(MethodPattern.WithoutArguments(listing.Method)).Append(" | ").Append(level).Append(" | ")
            .Append(findings.Count).Append(" | REASON");
        return new Violation(listing.Method, text.ToString());
    }

    // The instruction that set the flags: the nearest one before that is no move, in the same straight line of code.
    private static Instruction? Comparison(Listing listing, int jump)
    {
        for (int i = jump - 1; i >= 0; i--)
        {
            Instruction candidate = listing.Instructions[i];
            if (!IsMove(candidate) && !candidate.IsConditionalJump) return candidate;
        }
        return null;
    }

    /// <summary>Whether a jump leads only to an allowed helper, or only around one.</summary>
    private bool LeadsToHelper(Listing listing, int jump)
    {
        if (listing.Instructions[jump].Label is not { } label)
        {
            // The JIT's own loops, which clear a frame or probe its pages, have no label: jne SHORT -5 instr.
            string relative = listing.Instructions[jump].Operands.Replace("SHORT ", "", StringComparison.Ordinal);
            return listing.IsProlog(jump) && allowed.Helpers.Exists(h => h.Matches(relative));
        }
        int target = listing.IndexOf(label);
        if (NoReturnCallee(listing, target) is { } thrower) return allowed.Helpers.Exists(h => h.Matches(thrower));
        if (HelperAt(listing, target, out int _) is { } taken) return Fits(taken);
        // Around a helper: the code up to the target is nothing but the call.
        return HelperAt(listing, jump + 1, out int end) is { } passed && end == target && Fits(passed);

        bool Fits(string helper) =>
            allowed.Helpers.Exists(h => h.Matches(helper))
            // After other helpers the code goes on, so there the comparison must be of the runtime's own flag, at its fixed address.
            && (helper == "CORINFO_HELP_FAIL_FAST"
                || (Comparison(listing, jump) is { Mnemonic: "test" or "cmp" } flag && flag.Operands.Contains("[(reloc ", StringComparison.Ordinal)));
    }

    /// <summary>The last call of straight code that does not come back: the JIT puts int3 after a call that always throws.</summary>
    private static string? NoReturnCallee(Listing listing, int start)
    {
        string? callee = null;
        for (int i = start; i < listing.Instructions.Count; i++)
        {
            Instruction instruction = listing.Instructions[i];
            if (instruction.Mnemonic == "int3") return callee;
            if (instruction.Mnemonic is "ret" or "jmp" || instruction.IsConditionalJump) return null;
            callee = instruction.Callee ?? callee;
        }
        return null;
    }

    /// <summary>The runtime helper that the code at an index calls, if it does nothing else; and the index after it.</summary>
    private static string? HelperAt(Listing listing, int start, out int end)
    {
        string? helper = null;
        for (end = start; end < listing.Instructions.Count; end++)
        {
            Instruction instruction = listing.Instructions[end];
            if (end > start && listing.IsLabelled(end)) break;
            if (instruction.Callee is { } callee && callee.StartsWith("CORINFO_HELP_", StringComparison.Ordinal) && helper is null) helper = callee;
            else if (!IsMove(instruction) && instruction.Mnemonic is not ("jmp" or "int3" or "nop")) return null;
        }
        return helper;
    }

    private static bool IsMove(Instruction instruction) =>
        instruction.Mnemonic.StartsWith("mov", StringComparison.Ordinal) || instruction.Mnemonic.StartsWith("vmov", StringComparison.Ordinal)
        || instruction.Mnemonic is "lea" or "align" or "nop";

    private bool IsUnauditedCall(string callee) =>
        callee.StartsWith("MobileCoin.", StringComparison.Ordinal)
        && (IsVartime(callee) || !audited.Included.Concat(audited.Excluded).Any(p => p.Matches(callee)))
        && !allowed.Callees.Concat(allowed.Helpers).Any(p => p.Matches(callee));

    private static bool IsVartime(string method) => MethodPattern.WithoutArguments(method).Contains("Vartime", StringComparison.Ordinal);
}
