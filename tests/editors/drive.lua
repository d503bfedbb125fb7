-- Does in a headless Neovim what a user does, and writes what they see to $LEAKLINE_REPORT as JSON.
-- The plugin under test is on the runtimepath; the file to open is the command line's.

local seen = {}
local messages = {}
local V = vim.version()
seen.version = ('%d.%d'):format(V.major, V.minor)

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then error('timed out: ' .. what) end
end

local function clients()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)()
end

local function floating_window()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then return window end
  end
end

--- Lines of the window that pops up when fn runs; it is closed again.
local function popup(what, fn)
  fn()
  wait(what, floating_window)
  local window = floating_window()
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, '\n')
end

--- Whether anything that is shown tells of growth; the source alone says the rest.
local function grows(bufnr)
  for _, d in ipairs(vim.diagnostic.get(bufnr)) do
    if d.message:find('+10', 1, true) then return true end
  end
  return false
end

local function diagnostics(bufnr)
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(bufnr)) do
    local related = {}
    for _, info in ipairs(((d.user_data or {}).lsp or {}).relatedInformation or {}) do
      related[#related + 1] = { line = info.location.range.start.line, message = info.message }
    end
    found[#found + 1] = {
      file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(d.bufnr), ':t'), line = d.lnum, column = d.col,
      severity = vim.diagnostic.severity[d.severity], source = d.source, code = d.code, message = d.message, related = related,
    }
  end
  table.sort(found, function(a, b) return a.line < b.line or (a.line == b.line and a.column < b.column) end)
  return found
end

local function drive()
  vim.notify = function(text) messages[#messages + 1] = text end
  seen.progress = {}
  vim.api.nvim_echo = function(chunks) table.insert(seen.progress, chunks[1][1]) end
  local bufnr = vim.api.nvim_get_current_buf()
  wait('attach', function() return #clients() == 1 and clients()[1].initialized end)
  local client = clients()[1]
  seen.encoding = client.offset_encoding
  seen.root = client.config.root_dir

  wait('what the source says', function() return #vim.diagnostic.get(bufnr) > 0 end)
  seen.before = diagnostics(bufnr)

  vim.cmd('LeaklineCompare ' .. vim.env.LEAKLINE_SNAPSHOTS)
  wait('the comparison', function() return messages[#messages] and messages[#messages]:find('%d+ growing') end)
  wait('growth', function() return grows(bufnr) end)
  seen.diagnostics = diagnostics(bufnr)
  seen.everywhere = diagnostics(nil)

  local first = seen.diagnostics[1]
  vim.api.nvim_win_set_cursor(0, { first.line + 1, first.column })
  seen.hover = popup('hover', vim.lsp.buf.hover)
  wait('code lenses', function() return #vim.lsp.codelens.get(bufnr) > 0 end)
  seen.lenses = {}
  for _, lens in ipairs(vim.lsp.codelens.get(bufnr)) do
    seen.lenses[#seen.lenses + 1] = { line = lens.range.start.line, title = lens.command.title }
  end
  seen.explained = popup('explanation', function() vim.cmd('LeaklineExplain') end)
  vim.api.nvim_win_set_cursor(0, { seen.lenses[1].line + 1, 0 })
  seen.lens_explained = popup('code lens', vim.lsp.codelens.run)

  vim.cmd('normal! gg')
  vim.cmd('LeaklineNext')
  wait('the next suspect', function() return messages[#messages]:find('kept by', 1, true) end)
  seen.next_suspect = { line = vim.api.nvim_win_get_cursor(0)[1], title = messages[#messages] }

  vim.cmd('LeaklineSuspects')
  wait('the quickfix list', function() return #vim.fn.getqflist() > 0 end)
  seen.quickfix = {}
  for _, item in ipairs(vim.fn.getqflist()) do
    local name = item.bufnr > 0 and vim.fn.fnamemodify(vim.api.nvim_buf_get_name(item.bufnr), ':t') or ''
    seen.quickfix[#seen.quickfix + 1] = { file = name, line = item.lnum, text = item.text }
  end
  seen.quickfix_title = vim.fn.getqflist({ title = true }).title
  vim.cmd('cclose')
  vim.cmd('helptags ' .. vim.env.LEAKLINE_HELP .. ' | set runtimepath+=' .. vim.fn.fnamemodify(vim.env.LEAKLINE_HELP, ':h'))
  vim.cmd('help :LeaklineSuspects')
  seen.help = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ':t')
  vim.cmd('helpclose')

  vim.cmd('LeaklineCompare ' .. vim.env.LEAKLINE_SNAPSHOTS:match('%S+') .. ' /nowhere/missing.heapsnapshot')
  wait('a message about the missing file', function() return messages[#messages]:find('missing.heapsnapshot', 1, true) end)
  seen.complaint = messages[#messages]
  seen.kept = #vim.diagnostic.get(bufnr)

  vim.cmd('LeaklineCompare ' .. vim.env.LEAKLINE_SNAPSHOTS)
  vim.cmd('LeaklineCancel')
  seen.cancelled = messages[#messages]

  vim.cmd('LeaklineClear')
  wait('what the source says, again', function() return #vim.diagnostic.get(bufnr) > 0 and not grows(bufnr) end)
  seen.cleared = diagnostics(bufnr)
  wait('no code lenses', function() return #vim.lsp.codelens.get(bufnr) == 0 end)

  vim.cmd('LeaklineCompare')
  wait('the comparison of what lies below the folder', function() return grows(bufnr) end)
  wait('its message', function() return messages[#messages]:find('%d+ growing') end)
  seen.found_by_itself = diagnostics(bufnr)
  seen.messages = messages

  if V.minor >= 11 then client:stop() else client.stop() end
  wait('the server to end', function() return #clients() == 0 end)
end

local ok, failure = xpcall(drive, debug.traceback)
if not ok then seen.failure = failure .. '\nmessages:\n' .. table.concat(messages, '\n') end
local report = io.open(vim.env.LEAKLINE_REPORT, 'w')
report:write(vim.fn.json_encode(seen))
report:close()
vim.cmd('qall!')
